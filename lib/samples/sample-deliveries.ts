import { TZDate } from '@date-fns/tz';
import type { JsonObject } from '@/lib/cm/json';
import { sampleMo, type SampleMessage, type SamplePerson } from './sample-mo';

/** Two numbers of one small business. Nobody has the numbers in here: their ranges are not given out. */
const cafe = '003197000000101';
const catering = '003197000000102';

const people = {
  sanne: { name: 'Sanne de Vries', number: '+31600000101' },
  noor: { name: 'Noor Bakker', number: '+31600000102' },
  emma: { name: 'Emma Visser', number: '+31600000103' },
  tom: { name: 'Tom Willems', number: '+31600000104' },
  lars: { name: 'Lars Jansen', number: '+31600000105' },
  amal: { name: 'أمل حداد', number: '+31600000106' },
  oliver: { name: 'Oliver Hughes', number: '+447700900123' },
  femke: { name: 'Femke Smit', number: '+31600000107' },
  daan: { name: 'Daan Mulder', number: '+31600000108' },
  noa: { name: 'Noa', number: '', userId: 'NL.90000000000000000109', username: 'noa.bakes' },
  yara: { name: 'Yara Özdemir', number: '+31600000110' },
  mees: { name: 'Mees', number: '+31600000111' },
} as const satisfies Record<string, SamplePerson>;

/**
 * The sample conversations as CM.com would send them: the last days of a small café with a catering service, every kind
 * of message among them, one delivery for each, in the order in which they were sent.
 * `mediaOrigin` is where the files of `findSampleFile` are served under `/fileproxy/files/`.
 */
export function sampleDeliveries({ now, mediaOrigin }: { now: Date; mediaOrigin: string }): JsonObject[] {
  return conversations({ now, mediaOrigin })
    .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
    .map(sampleMo);
}

type Setting = { now: Date; mediaOrigin: string };

function conversations({ now, mediaOrigin }: Setting): SampleMessage[] {
  // Sent once more on another day they are other messages, with references of their own.
  const run = Math.floor(now.getTime() / 60_000).toString(36);
  const reference = (name: string) => `wamid.inlet-sample-${run}-${name}`;
  const file = (name: string, contentType: string, title = '') => ({
    mediaUri: `${mediaOrigin}/fileproxy/files/${name}`,
    contentType,
    title,
  });
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  /** A time on the clock in the Netherlands, so many days before today. */
  const at = (days: number, clock: string) => {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number);
    const day = new TZDate(now, 'Europe/Amsterdam');
    day.setDate(day.getDate() - days);
    day.setHours(hours, minutes, (days * 17 + minutes * 7) % 60, 0);
    return new Date(day.getTime());
  };
  const text = (to: string, from: SamplePerson, name: string, sentAt: Date, words: string): SampleMessage => ({
    from,
    to,
    sentAt,
    reference: reference(name),
    text: words,
    type: 'text',
  });

  return [
    // A regular guest: text, photos, a quoted reply to her own message, a reaction that this version does not know.
    text(
      cafe,
      people.sanne,
      'sanne-1',
      at(2, '09:12'),
      'Good morning! I would like to reserve a table for four, Saturday at 11.',
    ),
    text(cafe, people.sanne, 'sanne-2', at(2, '09:13'), 'By the window if that is possible 🙏'),
    {
      ...text(
        cafe,
        people.sanne,
        'sanne-3',
        at(2, '17:48'),
        'Scratch that, a friend can’t make it. Can you make it a table for three?',
      ),
      replyTo: reference('sanne-1'),
    },
    {
      from: people.sanne,
      to: cafe,
      sentAt: at(1, '11:26'),
      reference: reference('sanne-4'),
      text: 'Best cappuccino in town ☕️ Thank you for the lovely morning!',
      type: 'image',
      media: file('cappuccino.jpg', 'image/jpeg', 'cappuccino.jpg'),
    },
    {
      from: people.sanne,
      to: cafe,
      sentAt: at(1, '11:27'),
      reference: reference('sanne-5'),
      type: 'sticker',
      media: file('thank-you.webp', 'image/webp'),
    },
    {
      from: people.sanne,
      to: cafe,
      sentAt: at(1, '11:31'),
      reference: reference('sanne-6'),
      type: 'reaction',
      custom: { reaction: { message_id: 'table-confirmed-saturday', emoji: '❤️' } },
    },
    text(cafe, people.sanne, 'sanne-7', ago(4), 'One more thing: did I leave my blue scarf on the chair?'),

    // Answers to a campaign: a template button, a reply to a message that was sent elsewhere, a place.
    {
      from: people.noor,
      to: cafe,
      sentAt: at(1, '16:02'),
      reference: reference('noor-1'),
      replyTo: 'tasting-invitation-autumn',
      text: 'Yes, count me in',
      type: 'button',
      custom: { button: { label: 'Yes, count me in', payload: 'tasting:autumn:accept:2-seats' } },
    },
    {
      ...text(
        cafe,
        people.noor,
        'noor-2',
        at(1, '16:05'),
        'I will bring my sister. She does not eat nuts, is that all right?',
      ),
      replyTo: 'tasting-invitation-autumn',
    },
    {
      from: people.noor,
      to: cafe,
      sentAt: ago(52),
      reference: reference('noor-3'),
      type: 'location',
      custom: {
        location: { latitude: 51.58901, longitude: 4.77594, label: 'Grote Kerk', searchQuery: 'Kerkplein 2, Breda' },
      },
    },
    {
      ...text(cafe, people.noor, 'noor-4', ago(51), 'We are waiting here, just round the corner. Is the terrace open?'),
      replyTo: reference('noor-3'),
    },

    // The shop: a list answer, an order, a failed payment.
    {
      from: people.emma,
      to: catering,
      sentAt: at(1, '19:40'),
      reference: reference('emma-1'),
      text: 'Pick-up on Friday',
      type: 'interactive',
      custom: {
        interactive: {
          type: 'list_reply',
          list_reply: {
            id: 'pickup-friday-0800',
            title: 'Pick-up on Friday',
            description: 'Between 8:00 and 10:00, at the counter',
          },
          button_reply: null,
          nfm_reply: null,
        },
      },
    },
    {
      from: people.emma,
      to: catering,
      sentAt: at(1, '19:46'),
      reference: reference('emma-2'),
      type: 'order',
      custom: {
        order: {
          catalog_id: '7120053341',
          product_items: [
            { product_retailer_id: 'doughnut-box-12', quantity: '3', item_price: '22.50', currency: 'EUR' },
            { product_retailer_id: 'coffee-beans-1kg', quantity: '2', item_price: '18.95', currency: 'EUR' },
            { product_retailer_id: 'gift-card', quantity: '1', item_price: '25', currency: 'EUR' },
          ],
          text: 'Please put my name on the boxes.',
        },
      },
    },
    {
      ...text(catering, people.emma, 'emma-3', at(1, '19:47'), 'Could one of the boxes be without chocolate?'),
      replyTo: reference('emma-2'),
    },
    {
      from: people.emma,
      to: catering,
      sentAt: ago(23),
      reference: reference('emma-4'),
      text: 'The payment did not go through. What should I do?',
      type: 'image',
      media: file('payment.png', 'image/png', 'Screenshot.png'),
    },

    // A company: contact cards and a document.
    text(
      catering,
      people.tom,
      'tom-1',
      at(3, '10:15'),
      'Hello, we need lunch for 24 people next Thursday at our office.',
    ),
    {
      from: people.tom,
      to: catering,
      sentAt: at(1, '14:20'),
      reference: reference('tom-2'),
      type: 'contacts',
      custom: {
        contacts: [
          {
            name: { formatted_name: 'Marieke Hoekstra', first_name: 'Marieke', last_name: 'Hoekstra' },
            phones: [
              { phone: '+31 6 00000121', type: 'CELL', wa_id: '31600000121' },
              { phone: '+31 76 000 0121', type: 'WORK' },
            ],
            emails: [{ email: 'marieke@example.com', type: 'WORK' }],
            addresses: [
              {
                street: 'Havenstraat 8',
                city: 'Breda',
                state: 'Noord-Brabant',
                zip: '4811 WZ',
                country: 'Netherlands',
                country_code: 'NL',
                type: 'WORK',
              },
            ],
            org: { company: 'Willems Architects', department: 'Office', title: 'Office manager' },
            urls: [{ url: 'https://architects.example.com', type: 'WORK' }],
            birthday: '1988-05-17',
          },
          {
            name: { formatted_name: 'Front desk', first_name: 'Front desk' },
            phones: [{ phone: '+31 76 000 0100', type: 'MAIN' }],
            org: { company: 'Willems Architects' },
          },
        ],
      },
    },
    text(
      catering,
      people.tom,
      'tom-3',
      at(1, '14:21'),
      'Marieke will be there to receive you, or else the front desk.',
    ),
    {
      from: people.tom,
      to: catering,
      sentAt: ago(96),
      reference: reference('tom-4'),
      text: 'Signed and returned, see page 1.',
      type: 'document',
      media: file('quotation-2291.pdf', 'application/pdf', 'Quotation-2291.pdf'),
    },

    // A form and a button.
    {
      from: people.lars,
      to: catering,
      sentAt: at(2, '20:33'),
      reference: reference('lars-1'),
      type: 'interactive',
      custom: {
        interactive: {
          type: 'nfm_reply',
          list_reply: null,
          button_reply: null,
          nfm_reply: {
            name: 'flow',
            response_json: {
              flow_token: 'catering-request-4821',
              occasion: 'Birthday',
              party_size: 18,
              date: at(-12, '15:00').toISOString().slice(0, 10),
              delivery: { street: 'Ginnekenweg 100', city: 'Breda', floor: 2, lift: false },
              extras: ['doughnuts', 'fresh juice'],
              allergies: 'nuts, gluten',
            },
          },
        },
      },
    },
    {
      from: people.lars,
      to: catering,
      sentAt: at(1, '09:05'),
      reference: reference('lars-2'),
      text: 'Call me back',
      type: 'interactive',
      custom: {
        interactive: {
          type: 'button_reply',
          list_reply: null,
          button_reply: { id: 'callback-4821', title: 'Call me back' },
          nfm_reply: null,
        },
      },
    },
    {
      from: people.lars,
      to: catering,
      sentAt: ago(187),
      reference: reference('lars-3'),
      text: 'Something like these, but with candles!',
      type: 'image',
      media: file('doughnuts.jpg', 'image/jpeg', 'IMG_2043.jpg'),
    },

    // From right to left, and a voice message.
    text(cafe, people.amal, 'amal-1', at(1, '12:40'), 'مرحبا، هل أنتم مفتوحون يوم الأحد؟ 🌞'),
    text(cafe, people.amal, 'amal-2', at(1, '12:42'), 'نحن ستة أشخاص، ونود الجلوس في الخارج.'),
    {
      from: people.amal,
      to: cafe,
      sentAt: ago(38),
      reference: reference('amal-3'),
      replyTo: reference('amal-2'),
      type: 'voice',
      media: file('voice-message.ogg', 'audio/ogg; codecs=opus'),
    },

    // From abroad: a video and the one emoji that says it all.
    text(
      cafe,
      people.oliver,
      'oliver-1',
      at(4, '15:30'),
      'Hi from Leeds! We are in Breda next week 🚲 Do you have oat milk?',
    ),
    {
      from: people.oliver,
      to: cafe,
      sentAt: at(1, '10:02'),
      reference: reference('oliver-2'),
      text: 'Found you!',
      type: 'video',
      media: file('counter.mp4', 'video/mp4'),
    },
    text(cafe, people.oliver, 'oliver-3', at(1, '10:03'), '😍'),

    // Something that WhatsApp could not deliver.
    {
      from: people.femke,
      to: cafe,
      sentAt: ago(241),
      reference: reference('femke-1'),
      type: 'unsupported',
      error: 'Message type is not currently supported',
    },
    text(cafe, people.femke, 'femke-2', ago(239), 'Did my video note arrive? I wanted to show you the cake stand.'),

    // A message that its sender took back.
    text(
      cafe,
      people.daan,
      'daan-1',
      at(1, '21:14'),
      'The code of the back door is 4711, put the crates inside please',
    ),
    {
      from: people.daan,
      to: cafe,
      sentAt: at(1, '21:15'),
      reference: reference('daan-2'),
      custom: { deletedMessage: reference('daan-1') },
    },
    text(cafe, people.daan, 'daan-3', at(1, '21:16'), 'Sorry, that was meant for somebody else 😅'),

    // Known by a user id only, and not known at all.
    text(cafe, people.noa, 'noa-1', ago(312), 'Hello! I bake sourdough near you. Shall I drop off a loaf to try?'),
    text(cafe, people.noa, 'noa-2', ago(311), 'This is my work: https://example.com/noa-bakes'),
    {
      from: null,
      to: cafe,
      sentAt: at(1, '18:25'),
      reference: reference('unidentified-1'),
      text: 'Is the lactose-free cake available every day?',
    },

    // New chats.
    welcome(cafe, people.mees, ago(64), reference('mees-1')),
    welcome(catering, people.yara, ago(11), reference('yara-1')),
  ];
}

/** CM.com, WhatsApp welcome request message: the text is always this one. */
function welcome(to: string, from: SamplePerson, sentAt: Date, reference: string): SampleMessage {
  return { from, to, sentAt, reference, text: 'User request welcome message', type: 'request_welcome' };
}
