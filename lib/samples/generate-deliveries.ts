import type { JsonObject } from '@/lib/cm/json';
import { sampleMo, type SampleMessage, type SamplePerson } from './sample-mo';

type Options = {
  /** The same seed gives the same deliveries. */
  seed: number;
  count: number;
  customers?: number;
  /** How many of a hundred messages the first customer writes. */
  busiest?: number;
  /** When the first message is sent; each is sent a few seconds after the one before it. */
  start?: Date;
  mediaOrigin?: string;
};

const businessNumbers = ['003197000000201', '003197000000202', '003197000000203'];
const givenNames = ['Sanne', 'Noor', 'Emma', 'Tom', 'Lars', 'Amal', 'Oliver', 'Femke', 'Daan', 'Yara', 'Mees', 'Zoë'];
/** A customer writes one of them: each word is a letter or more apart from the next. */
const languages = [
  'can you tell me when the order for saturday will be ready because we would like to pick it up before noon and bring a friend thanks café crème please ☕️ 🙏',
  'kunt u zeggen wanneer de bestelling voor zaterdag klaar is want we halen haar graag op vóór twaalf uur groetjes één reünie 👍',
  'können Sie mir sagen wann die Bestellung für Samstag fertig ist weil wir sie größtenteils abholen möchten danke schön Straße',
  '请问 周六 的 订单 什么 时候 可以 取 我们 想 在 中午 之前 来 谢谢 退款 咖啡',
  'هل يمكنك إخباري متى سيكون طلب يوم السبت جاهزًا لأننا نريد استلامه قبل الظهر شكرًا قهوة',
  'אפשר לדעת מתי ההזמנה לשבת תהיה מוכנה כי נרצה לאסוף אותה לפני הצהריים תודה קפה',
  'sipariş cumartesi günü ne zaman hazır olacak öğleden önce almak istiyoruz teşekkürler İstanbul ılık',
].map((sentence) => sentence.split(' '));
/** How often each of them comes, of a hundred. */
const mix = {
  text: 58,
  image: 10,
  voice: 4,
  document: 3,
  location: 3,
  contacts: 2,
  order: 3,
  button: 4,
  list: 3,
  flow: 3,
  welcome: 2,
  reaction: 2,
  error: 1,
  notice: 2,
};
type Sort = keyof typeof mix;
const sorts = Object.entries(mix).flatMap(([sort, share]) => Array.from({ length: share }, () => sort));

/**
 * Deliveries as a busy business gets them, for measuring: customers who write in turns, every kind of message, replies,
 * deletion notices, retries and now and then a body that is no message. Made one at a time, the same for the same seed.
 */
export function* generateDeliveries({
  seed,
  count,
  customers = Math.max(1, Math.ceil(count / 20)),
  busiest = 0,
  start = new Date('2026-01-05T08:00:00Z'),
  mediaOrigin = 'https://cdn-1.messaging.cm.com',
}: Options): Generator<JsonObject | JsonObject[]> {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[], otherwise: Item): Item => items[below(items.length)] ?? otherwise;
  const latest = new Map<number, string[]>();
  let before: JsonObject | undefined;

  const next = (index: number): JsonObject => {
    // A few write much, most write little.
    const customer = random() * 100 < busiest ? 0 : Math.floor(random() ** 2 * customers);
    // Most write the first language, and some messages name an order that nobody else does.
    const words = languages[customer % 2 === 0 ? 0 : customer % languages.length] ?? [];
    const named = random() < 0.1 ? ` #${(100_000 + index).toString()}` : '';
    const own = latest.get(customer) ?? [];
    const sort = pick(sorts, 'text');
    const message = messageOf(sort, {
      from: personOf(customer),
      to: businessNumbers[customer % businessNumbers.length] ?? '',
      sentAt: new Date(start.getTime() + index * 7000),
      reference: `wamid.generated-${seed.toString()}-${index.toString()}`,
      text: sentence(4 + below(16), () => pick(words, 'hello')) + named,
      ...(own.length > 0 && random() < 0.15 && { replyTo: pick(own, '') }),
      erased: own.pop(),
      file: `${mediaOrigin}/fileproxy/files/generated-${seed.toString()}-${index.toString()}`,
    });
    latest.set(customer, [...own, message.reference].slice(-5));
    return { ...sampleMo(message), groupings: ['', '', ''] };
  };

  for (let index = 0; index < count; index += 1) {
    const chance = random();
    if (chance < 0.002) yield { event: 'delivered', index };
    else if (chance < 0.012 && before) yield before;
    else if (chance < 0.02) yield [next(index), next(index)];
    else yield (before = next(index));
  }
}

type Draft = {
  from: SamplePerson;
  to: string;
  sentAt: Date;
  reference: string;
  replyTo?: string;
  text: string;
  erased: string | undefined;
  file: string;
};

function messageOf(sort: string, { text, erased, file, ...frame }: Draft): SampleMessage {
  const media = (contentType: string, title: string) => ({ mediaUri: file, contentType, title });
  const custom: Partial<Record<Sort, JsonObject>> = {
    location: {
      location: { latitude: 51.589, longitude: 4.776, label: 'Grote Kerk', searchQuery: 'Kerkplein 2, Breda' },
    },
    contacts: {
      contacts: [{ name: { formatted_name: text.slice(0, 20) }, phones: [{ phone: '+31 6 00000121', type: 'CELL' }] }],
    },
    order: {
      order: {
        catalog_id: '7120053341',
        product_items: [
          { product_retailer_id: 'box-12', quantity: '3', item_price: '22.50', currency: 'EUR' },
          { product_retailer_id: 'beans-1kg', quantity: 2, item_price: 18.95, currency: 'EUR' },
        ],
        text,
      },
    },
    button: { button: { text, payload: 'confirm:yes' } },
    list: {
      interactive: { type: 'list_reply', list_reply: { id: 'row-1', title: text, description: 'At the counter' } },
    },
    flow: {
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'flow', response_json: { flow_token: 'token', day: 'friday', guests: 4, remark: text } },
      },
    },
    reaction: { reaction: { message_id: 'earlier', emoji: '❤️' } },
  };
  if (sort === 'image') return { ...frame, text, type: 'image', media: media('image/jpeg', 'photo.jpg') };
  if (sort === 'voice') return { ...frame, type: 'voice', media: media('audio/ogg; codecs=opus', '') };
  if (sort === 'document')
    return { ...frame, text, type: 'document', media: media('application/pdf', 'Quotation.pdf') };
  if (sort === 'welcome') return { ...frame, text: 'User request welcome message', type: 'request_welcome' };
  if (sort === 'error') return { ...frame, text, error: 'Unsupported message type' };
  if (sort === 'notice' && erased !== undefined) return { ...frame, custom: { deletedMessage: erased } };
  if (isSort(sort) && custom[sort]) return { ...frame, type: sort, custom: custom[sort] };
  return { ...frame, text, type: 'text' };
}

function isSort(name: string): name is Sort {
  return name in mix;
}

function personOf(customer: number): SamplePerson {
  const name = `${givenNames[customer % givenNames.length] ?? ''} ${customer.toString()}`;
  const digits = customer.toString().padStart(7, '0');
  if (customer % 50 === 7) return { name, number: '', userId: `NL.9${digits}` };
  if (customer % 50 === 8) return { name, number: `+3161${digits}`, userId: `NL.8${digits}` };
  return { name, number: customer % 3 === 0 ? `003161${digits}` : `+3161${digits}` };
}

function sentence(length: number, word: () => string): string {
  return Array.from({ length }, word).join(' ');
}

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
