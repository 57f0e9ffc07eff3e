import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import messages from '@/lib/i18n/en.json';
import type { KindAndContent } from '@/lib/messages/kind';
import type { PreviewWords } from '@/lib/messages/kind-definition';
import type { ContactCard } from '@/lib/messages/contact-card';
import type { MediaContent } from '@/lib/messages/kinds/media';
import { previewOf } from '@/lib/messages/preview-of';
import { searchTextOf } from '@/lib/messages/search-text-of';

const preview: Record<string, string> = messages.preview;
const translate = createTranslator({ locale: 'en', messages: { preview }, namespace: 'preview' });
const words: PreviewWords = (key, values) => translate(key, values);

const card: ContactCard = {
  name: { formatted_name: 'CM Developer', last_name: 'Your last name' },
  phones: [],
  emails: [],
  addresses: [{ city: 'Breda', country: 'Netherlands' }],
  org: null,
  urls: [],
  birthday: null,
};
const photo: MediaContent = {
  mediaId: '1',
  mediaType: 'image',
  contentType: 'image/jpeg',
  title: 'storefront.jpg',
  state: 'stored',
  deletedAt: null,
};
const place = { latitude: 51.603802, longitude: 4.770821, label: 'CM HQ', searchQuery: 'Konijnenberg 30' };
const order = {
  catalogId: 'c',
  items: [{ productRetailerId: 'cup', quantity: '1', itemPrice: '2.50', currency: 'EUR' }],
  text: null,
  totals: [{ currency: 'EUR', amount: '2.5' }],
  incomplete: false,
};

const previews: [string, KindAndContent & { text: string | null }][] = [
  ['Two lines', { kind: 'text', content: { text: ' Two\n lines ' }, text: ' Two\n lines ' }],
  ['Location · CM HQ, Konijnenberg 30', { kind: 'location', content: place, text: '' }],
  [
    'Location · 51.603802, 0',
    { kind: 'location', content: { ...place, longitude: -0.0000004, label: null, searchQuery: null }, text: '' },
  ],
  ['Contact · CM Developer', { kind: 'contacts', content: { contacts: [card] }, text: '' }],
  [
    '2 contacts · CM Developer, no name',
    { kind: 'contacts', content: { contacts: [card, { ...card, name: {} }] }, text: '' },
  ],
  ['Order · 1 item · €2.50', { kind: 'order', content: order, text: '' }],
  ['Order · 1 item · €2.50 (incomplete)', { kind: 'order', content: { ...order, incomplete: true }, text: '' }],
  [
    `Order · 1 item · ${Array.from({ length: 8 }, () => '€1.00').join(' + ')}`,
    {
      kind: 'order',
      content: { ...order, totals: Array.from({ length: 10_000 }, () => ({ currency: 'EUR', amount: '1' })) },
      text: '',
    },
  ],
  ['Order · no items', { kind: 'order', content: { ...order, items: [], totals: [] }, text: '' }],
  ['Photo · storefront.jpg', { kind: 'media', content: photo, text: '' }],
  ['Photo · Is this the one?', { kind: 'media', content: photo, text: 'Is this the one?' }],
  ['Photo · deleted', { kind: 'media', content: { ...photo, state: 'deleted' }, text: '' }],
  [
    'Voice message',
    {
      kind: 'media',
      content: { ...photo, mediaType: 'audio', contentType: 'audio/ogg; codecs=opus', title: null },
      text: '',
    },
  ],
  [
    'Audio',
    { kind: 'media', content: { ...photo, mediaType: 'audio', contentType: 'audio/mpeg', title: null }, text: '' },
  ],
  ['Yes', { kind: 'buttonReply', content: { source: 'template', title: 'Yes', payload: 'P', id: null }, text: '' }],
  ['Ja', { kind: 'buttonReply', content: { source: 'template', title: null, payload: 'P', id: null }, text: 'Ja' }],
  ['row', { kind: 'listReply', content: { id: '1', title: 'row', description: 'more' }, text: 'row' }],
  [
    'Form answer · size: 3, extras: milk, sugar',
    {
      kind: 'flowReply',
      content: {
        name: 'flow',
        flowToken: 't',
        fields: [
          { name: 'size', value: 3 },
          { name: 'extras', value: ['milk', 'sugar'] },
          { name: 'nested', value: { a: 1 } },
          { name: 'none', value: null },
        ],
      },
      text: '',
    },
  ],
  ['Form answer', { kind: 'flowReply', content: { name: null, flowToken: null, fields: [] }, text: '' }],
  ['Opened the chat, no message yet', { kind: 'welcomeRequest', content: { text: 'synthetic' }, text: 'synthetic' }],
  ['Not delivered · Not supported', { kind: 'error', content: { error: 'Not supported', partial: null }, text: '' }],
  ['Unsupported message · poll_update', { kind: 'unknown', content: { messageType: 'poll_update' }, text: '' }],
  ['Unsupported message', { kind: 'unknown', content: { messageType: null }, text: null }],
];

describe('previewOf', () => {
  it.each(previews)('says %s', (preview, message) => {
    expect(previewOf(message, words)).toBe(preview);
  });

  it('speaks of each kind', () => {
    expect(new Set(previews.map(([, { kind }]) => kind)).size).toBe(11);
  });

  it('cuts a long line between two graphemes and stays within 200', () => {
    const family = '👩‍👩‍👧‍👦';
    const preview = previewOf({ kind: 'text', content: { text: family.repeat(40) }, text: null }, words);
    expect(preview).toBe(`${family.repeat(18)}…`);
    expect(preview.length).toBeLessThanOrEqual(200);
  });

  it('cuts one endless grapheme too', () => {
    const text = `e${'\u0301'.repeat(5000)}`;
    expect(previewOf({ kind: 'text', content: { text }, text }, words)).toHaveLength(200);
  });
});

describe('searchTextOf', () => {
  it('knows prices as the screen shows them', () => {
    const dear = { productRetailerId: 'cup', quantity: '3', itemPrice: ' 1055.67', currency: 'eur' };
    const pieces = searchTextOf({ kind: 'order', content: { ...order, items: [dear] }, text: null });
    expect(pieces).toEqual(expect.arrayContaining(['€1,055.67', '€3,167.01', '€2.50', '2.5']));
  });

  it('knows phone numbers as people dial them', () => {
    const contacts = [{ ...card, phones: [{ phone: '+31 6 1234 5678', wa_id: '32470123456' }] }];
    const pieces = searchTextOf({ kind: 'contacts', content: { contacts }, text: null });
    expect(pieces).toEqual(expect.arrayContaining(['+31 6 1234 5678', '+31612345678', '0612345678', '0470123456']));
  });

  it('gives every piece once, and what did arrive beside an error', () => {
    const partial: KindAndContent = { kind: 'contacts', content: { contacts: [card] } };
    expect(searchTextOf({ kind: 'error', content: { error: 'Breda', partial }, text: 'text' })).toEqual([
      'text',
      'Breda',
      'CM Developer',
      'Your last name',
      'Netherlands',
    ]);
  });
});
