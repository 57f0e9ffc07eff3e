import { expect, it } from 'vitest';

import type { KindAndContent } from '@/lib/messages/kind';

import { textOf } from './message-acts';

const envelope = {
  id: '7',
  conversationId: '3',
  direction: 'MO',
  quoted: null,
  reference: null,
  messageContext: null,
  sentAt: '2021-11-08T12:19:49Z',
  metaReceivedAt: null,
  receivedAt: '2021-11-08T12:19:50Z',
} as const;
const copied = (said: KindAndContent, text: string | null = null) =>
  textOf({ ...envelope, ...said, text, erasedAt: null });

it('copies the text as sent', () => {
  expect(copied({ kind: 'text', content: { text: 'Hello ' } }, 'Hello ')).toBe('Hello ');
});

it('copies of a place its name, address and coordinates', () => {
  const content = { latitude: 51.603802, longitude: 4.770821, label: 'CM HQ', searchQuery: 'Konijnenberg 30' };
  expect(copied({ kind: 'location', content })).toBe('CM HQ\nKonijnenberg 30\n51.603802, 4.770821');
});

it('copies of an order what it names', () => {
  const items = [{ productRetailerId: 'mug', quantity: '2', itemPrice: '4.5', currency: 'EUR' }];
  const totals = [{ currency: 'EUR', amount: '9' }];
  const order = copied({
    kind: 'order',
    content: { catalogId: 'c', items, text: 'please', totals, incomplete: false },
  });
  expect(order?.split('\n')).toEqual(['c', 'please', 'mug', '4.5', '9']);
});

it('finds nothing to copy where nothing can be read, and in what was erased', () => {
  expect(copied({ kind: 'text', content: { text: '\u200b' } }, '\u200b')).toBeNull();
  expect(textOf({ ...envelope, kind: 'text', content: null, text: null, erasedAt: envelope.receivedAt })).toBeNull();
});
