import { QueryClientProvider } from '@tanstack/react-query';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import { MessageBubble } from '@/components/message/MessageBubble';
import { SessionProvider } from '@/components/Session';
import type { Role } from '@/lib/client/answers';
import { makeQueryClient } from '@/lib/client/query-client';
import { messages } from '@/lib/i18n/messages';
import type { Contents, Kind } from '@/lib/messages/kind';
import type { MediaFile } from '@/lib/messages/media-file';
import type { Message, Tombstone } from '@/lib/messages/message';

const envelope = {
  id: '7',
  conversationId: '3',
  direction: 'MO',
  quoted: null,
  sentAt: '2021-11-08T12:19:49Z',
  metaReceivedAt: null,
  receivedAt: '2021-11-08T12:19:50Z',
} as const;

function messageOf<K extends Kind>(kind: K, content: Contents[K], text: string | null = null) {
  return { ...envelope, kind, content, text, reference: 'XXXXXXX', messageContext: null, erasedAt: null };
}

function render(message: Message, role: Role = 'operator'): string {
  return renderToStaticMarkup(
    <Page role={role}>{<MessageBubble message={message} follows={false} highlighted={false} isStop />}</Page>,
  );
}

function Page({ role, children }: { role: Role; children: ReactNode }) {
  return (
    <NextIntlClientProvider
      locale="en-GB"
      messages={messages}
      timeZone="Europe/Amsterdam"
      now={new Date('2021-11-08T13:00:00Z')}
    >
      <QueryClientProvider client={makeQueryClient()}>
        <SessionProvider session={{ name: 'Ana', email: 'ana@example.com', role }}>{children}</SessionProvider>
      </QueryClientProvider>
    </NextIntlClientProvider>
  );
}

/** What a reader sees, without tags. */
function words(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ');
}

const photo: Contents['media'] = {
  mediaId: '12',
  mediaType: 'image',
  contentType: 'image/jpeg',
  title: 'storefront.jpg',
  state: 'stored',
  deletedAt: null,
};

const nothingKnown: MediaFile = {
  host: null,
  size: null,
  type: null,
  width: null,
  height: null,
  durationMs: null,
  animated: false,
  peaks: null,
  reason: null,
  retryAt: null,
  deletion: null,
  deletedBy: null,
};

function withFile(content: Partial<Contents['media']>, file: Partial<MediaFile>): Message {
  return { ...messageOf('media', { ...photo, ...content }), file: { ...nothingKnown, ...file } };
}

describe('every bubble shows all of its data', () => {
  it('marks the message with its id and kind, and tells its time in the zone of the reader', () => {
    const html = render(messageOf('text', { text: 'Hello' }, 'Hello'));
    expect(html).toContain('data-message-id="7"');
    expect(html).toContain('data-kind="text"');
    expect(words(html)).toContain('13:19');
  });

  it('draws WhatsApp marks and links, and never markup that a customer typed', () => {
    const html = render(
      messageOf('text', { text: 'a *table* at https://example.com/a_b_c <img src=x onerror=alert(1)>' }),
    );
    expect(html).toMatch(/<strong[^>]*>table<\/strong>/);
    expect(html).toContain('href="https://example.com/a_b_c"');
    expect(html).not.toContain('<img');
  });

  it('draws each mark, and marks in marks', () => {
    const html = render(messageOf('text', { text: '_i_ ~s~ `c <b>` *_both_*' })).replace(/ class="[^"]*"/g, '');
    for (const drawn of ['<em>i</em>', '<s>s</s>', '<code>c &lt;b&gt;</code>', '<strong><em>both</em></strong>']) {
      expect(html).toContain(drawn);
    }
  });

  it('draws each block', () => {
    const text = '> said\n- one\n- *two*\n3. three\n4. four\n```\ncode\n  *as typed*\n```\nend';
    const html = render(messageOf('text', { text })).replace(/ (class|dir)="[^"]*"/g, '');
    for (const drawn of [
      '<blockquote>said</blockquote>',
      '<ul><li>one</li><li><strong>two</strong></li></ul>',
      '<ol><li value="3">three</li><li value="4">four</li></ol>',
      '<pre><code>code\n  *as typed*</code></pre>',
      '<p>end</p>',
    ]) {
      expect(html).toContain(drawn);
    }
  });

  it.each([
    ['one', '👍', true],
    ['three', '🎉🎉🎉', true],
    ['a family under skin tones, a flag and a key', '👨🏽‍👩🏽‍👧🏽‍👦🏽🇳🇱1️⃣', true],
    ['with space round it', ' 😀\n', true],
    ['four', '👍👍👍👍', false],
    ['beside a word', '👍 ok', false],
    ['a figure', '1', false],
    ['a sign', '#', false],
  ])('draws emoji big when there is nothing else: %s', (_what, text, isBig) => {
    expect(render(messageOf('text', { text })).includes('text-big')).toBe(isBig);
  });

  it('shows the beginning of a text that is endless, and offers the rest', () => {
    const html = render(messageOf('text', { text: `*a ${'*a _b '.repeat(150_000)}the end` }));
    expect(html.length).toBeLessThan(50_000);
    expect(words(html)).toContain('Show all 900,010 characters');
    expect(words(html)).not.toContain('the end');
  });

  it('says so when a text has nothing to see', () => {
    expect(words(render(messageOf('text', { text: '\u200b \u202e' })))).toContain('Empty message');
  });

  it('shows title and text of a photo from our own address, with the delete button', () => {
    const html = render(messageOf('media', photo, 'Is this the one?'));
    expect(html).toContain('src="/api/media/12"');
    expect(words(html)).toContain('storefront.jpg');
    expect(words(html)).toContain('Is this the one?');
    expect(words(html)).toContain('Delete media');
  });

  it('offers a viewer no delete button', () => {
    expect(words(render(messageOf('media', photo), 'viewer'))).not.toContain('Delete media');
  });

  it('says why a file is not here, who deleted one, and offers another try where that may help', () => {
    const unavailable = words(render(withFile({ state: 'unavailable' }, { reason: 'no-answer' })));
    expect(unavailable).toContain('CM.com did not answer in time.');
    expect(unavailable).toContain('Try again');
    const blocked = words(render(withFile({ state: 'blocked' }, { reason: 'wrong-server', host: 'evil.example' })));
    expect(blocked).toContain('The file is on evil.example , which is not one of CM.com’s media servers.');
    expect(blocked).not.toContain('Try again');
    const deleted = withFile({ state: 'deleted', deletedAt: envelope.sentAt }, { deletedBy: 'Ana' });
    expect(words(render(deleted))).toContain('Ana · Today, 13:19');
  });

  it('gives a picture its place before it has arrived, in its own shape within bounds', () => {
    expect(render(withFile({}, { width: 800, height: 600 }))).toContain('aspect-ratio:1.33');
    expect(render(withFile({}, { width: 6000, height: 100 }))).toContain('aspect-ratio:2.4');
    expect(render(withFile({}, { width: 100, height: 6000 }))).toContain('aspect-ratio:0.72');
  });

  it('tells of a deletion that is under way or was not confirmed', () => {
    const underWay = words(render(withFile({}, { deletion: { state: 'under-way', by: 'Ana' } })));
    expect(underWay).toContain('Ana is deleting this at CM.com');
    expect(underWay).not.toContain('Delete media');
    const unconfirmed = words(render(withFile({}, { deletion: { state: 'unconfirmed', reason: 'refused' } })));
    expect(unconfirmed).toContain('The deletion was not confirmed: CM.com refused.');
    expect(unconfirmed).toContain('Delete media');
  });

  it.each([
    ['pending', 'Photo · copying from CM.com'],
    ['unavailable', 'Photo · not available'],
    ['blocked', 'Photo · not copied The file is not on one of CM.com’s media servers.'],
    ['deleted', 'Photo · deleted at CM.com'],
  ] as const)('says of %s media what became of the file, and asks for none', (state, said) => {
    const html = render(
      messageOf('media', { ...photo, state, deletedAt: state === 'deleted' ? envelope.sentAt : null }),
    );
    expect(words(html)).toContain(said);
    expect(html).not.toContain('src="/api/media');
  });

  it.each([
    ['video', 'Play storefront.jpg'],
    ['audio', '<audio'],
    ['document', 'image/jpeg'],
    ['sticker', '<img'],
  ] as const)('has a form for %s', (mediaType, form) => {
    expect(render(messageOf('media', { ...photo, mediaType }))).toContain(form);
  });

  it('shows label, address and coordinates of a place, and where to open it', () => {
    const html = render(
      messageOf('location', {
        latitude: 51.603802,
        longitude: 4.770821,
        label: 'CM HQ',
        searchQuery: 'Konijnenberg 30',
      }),
    );
    for (const part of ['CM HQ', 'Konijnenberg 30', '51.603802, 4.770821', 'Copy', 'Open in…'])
      expect(words(html)).toContain(part);
    expect(html).not.toContain('openstreetmap.org');
  });

  it('shows every field group of every contact, fields that nobody knows included', () => {
    const html = render(
      messageOf('contacts', {
        contacts: [
          {
            name: { formatted_name: 'CM Developer', last_name: 'Your last name' },
            phones: [{ phone: '+31 76 572 7000', type: 'WORK', wa_id: '31765727000' }],
            emails: [{ email: 'developer@example.com', type: 'HOME' }],
            addresses: [
              {
                street: 'Konijnenberg 30',
                zip: '4825 BD',
                city: 'Breda',
                country: 'Netherlands',
                country_code: 'NL',
                type: 'WORK',
                floor: '3',
              },
            ],
            org: { company: 'CM.com', department: 'Messaging', title: 'Developer' },
            urls: [{ url: 'https://www.cm.com', type: 'WORK' }],
            birthday: '1990-11-08',
          },
          {
            name: { formatted_name: 'Second' },
            phones: [],
            emails: [],
            addresses: [],
            org: null,
            urls: [],
            birthday: null,
          },
        ],
      }),
    );
    const shown = words(html);
    for (const part of [
      '2 contacts',
      'CM Developer',
      'Your last name',
      '+31 76 572 7000',
      '31765727000',
      'developer@example.com',
      'Konijnenberg 30',
      '4825 BD Breda',
      'Netherlands (NL)',
      'floor: 3',
      'CM.com · Messaging · Developer',
      'https://www.cm.com',
      '8 November 1990',
      'Second',
    ]) {
      expect(shown).toContain(part);
    }
    expect(html).toContain('href="/api/messages/7/contacts/0/vcard"');
    expect(html).toContain('href="/api/messages/7/contacts/1/vcard"');
  });

  it('shows each order line with its exact amount, and the exact total', () => {
    const items = [
      ['cmcomdevelop-frisbee', '15'],
      ['cmcomdevelop-coaster', '7'],
      ['cmcomdevelop-mousepad', '9.99'],
    ].map(([productRetailerId = null, itemPrice = null]) => ({
      productRetailerId,
      quantity: '99',
      itemPrice,
      currency: 'EUR',
    }));
    const totals = [{ currency: 'EUR', amount: '3167.01' }];
    const shown = words(
      render(messageOf('order', { catalogId: 'XXXXXXXXXXXX', items, text: null, totals, incomplete: false })),
    );
    for (const part of [
      '99 × €15.00 €1,485.00',
      '99 × €7.00 €693.00',
      '99 × €9.99 €989.01',
      'Total €3,167.01',
      'XXXXXXXXXXXX',
    ]) {
      expect(shown).toContain(part);
    }
  });

  it('keeps an order line that cannot be computed, and says that the total is incomplete', () => {
    const items = [{ productRetailerId: 'mug', quantity: 'two', itemPrice: null, currency: null }];
    const shown = words(
      render(messageOf('order', { catalogId: null, items, text: 'please', totals: [], incomplete: true })),
    );
    for (const part of ['mug', 'two × no price', 'not in the total', 'please']) expect(shown).toContain(part);
  });

  it('shows the title of a button once, with its payload', () => {
    const shown = words(
      render(
        messageOf(
          'buttonReply',
          { source: 'template', title: 'Yes, this is OK', payload: 'aGlz', id: null },
          'Yes, this is OK',
        ),
      ),
    );
    expect(shown.split('Yes, this is OK')).toHaveLength(2);
    expect(shown).toContain('aGlz');
  });

  it('shows title, description and id of a chosen line', () => {
    const shown = words(
      render(
        messageOf('listReply', { id: 'your-id', title: 'row-title', description: 'row-description' }, 'row-title'),
      ),
    );
    for (const part of ['row-title', 'row-description', 'your-id']) expect(shown).toContain(part);
  });

  it('shows the fields of a form, nested ones too, and the token', () => {
    const fields = [
      { name: 'party_size', value: 3 },
      { name: 'allergies', value: ['nuts', 'gluten'] },
      { name: 'guest', value: { name: 'Noor', vegetarian: true } },
    ];
    const shown = words(render(messageOf('flowReply', { name: 'flow', flowToken: 'your-flow-token', fields })));
    for (const part of ['party_size 3', 'nuts gluten', 'name Noor', 'vegetarian true', 'your-flow-token'])
      expect(shown).toContain(part);
  });

  it('shows the reason of an error and, drawn by its own kind, what did arrive', () => {
    const html = render(
      messageOf('error', {
        error: 'Message type is not currently supported',
        partial: { kind: 'text', content: { text: 'but this did' } },
      }),
    );
    expect(words(html)).toContain('Message type is not currently supported');
    expect(words(html)).toContain('but this did');
  });

  it('says that somebody opened a chat', () => {
    expect(words(render(messageOf('welcomeRequest', { text: 'User request welcome message' })))).toContain(
      'opened a chat for the first time',
    );
  });

  it('names a type that nobody knows and offers its source', () => {
    const shown = words(render(messageOf('unknown', { messageType: 'poll_update' })));
    expect(shown).toContain('poll_update');
    expect(shown).toContain('View source');
  });
});

describe('a quoted reply', () => {
  const reply = { ...messageOf('text', { text: 'three please' }), messageContext: 'referencereplytest' };

  it('is a button when the original is here', () => {
    const html = render({
      ...reply,
      quoted: { state: 'known', messageId: '5', kind: 'text', preview: 'a table for four' },
    });
    expect(html).toMatch(/<button[^>]*aria-label="Reply to[^"]*a table for four/);
  });

  it('shows the reference when the original is not here', () => {
    expect(words(render({ ...reply, quoted: { state: 'unknown' } }))).toContain('referencereplytest');
  });
});

it('leaves of an erased message only that there was one', () => {
  const tombstone: Tombstone = {
    ...envelope,
    kind: 'text',
    content: null,
    text: null,
    reference: null,
    messageContext: null,
    erasedAt: envelope.receivedAt,
  };
  const html = render(tombstone);
  expect(html).toContain('data-erased');
  expect(words(html)).toContain('deleted this message');
});
