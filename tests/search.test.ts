import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/apply-worker';
import { findInConversation } from '@/lib/inbox/find-in-conversation';
import { receiveDelivery } from '@/lib/inbox/receive-delivery';
import { searchInbox } from '@/lib/inbox/search-inbox';
import { foldText } from '@/lib/messages/fold-text';
import { generateDeliveries } from '@/lib/samples/generate-deliveries';
import { callerWith } from './support/callers';
import { countOf, seedOf } from './support/count-of';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

const caller = callerWith('admin');
const MESSAGES = countOf('SEARCHED_MESSAGES', { few: 400, many: 10_000 });
const QUERIES = countOf('SEARCHES', { few: 60, many: 1000 });
const SEED = seedOf('SEARCH_SEED');

const zoe = { name: 'Zoë Jansen', number: '+31687654321' };
const place = { location: { latitude: 51.6, longitude: 4.8, label: 'Grote Kerk', searchQuery: 'Kerkplein 2, Breda' } };
const basket = {
  catalog_id: '7',
  product_items: [{ product_retailer_id: 'BOX-12', quantity: '3', item_price: '22.50' }],
};
const told = [
  mo({ reference: 'order', text: 'The bestelling: an order for Saturday' }),
  mo({ reference: 'refund', text: '请问可以退款吗 refund' }),
  mo({ reference: 'arabic', text: 'قَهْوَة من فضلك ٤٢' }),
  mo({ reference: 'thanks', text: 'Thanks 🙏' }),
  mo({ reference: 'percent', text: '100% of \\_ it, see https://example.com' }),
  mo({ reference: 'of zoë', text: 'Hello', ...zoe }),
  mo({ reference: 'place', text: '', custom: { message_type: 'location', ...place } }),
  mo({ reference: 'basket', text: '', custom: { message_type: 'order', order: basket } }),
  mo({ reference: 'pressed', text: '', custom: { button: { text: 'Yes', payload: 'confirm:yes' } } }),
  mo({ reference: 'utrecht', text: 'Elsewhere', to: '+31307654321' }),
  mo({ reference: 'june', text: 'Summer', timeUtc: '2024-06-30T22:30:00' }),
];

it('finds by words, parts of words, operators and days, in any writing', async () => {
  await deliverTo(await openTestDatabase(), [told]);
  const found = async (q: string, zone?: string) =>
    (await searchInbox(caller, { q, zone })).items.map(({ message }) => message.reference);
  const expected: Record<string, string[]> = {
    ESTELLIN: ['order'],
    'saturday order': ['order'],
    '"order for saturday"': ['order'],
    '"saturday order"': [],
    'order -saturday': [],
    退款: ['refund'],
    可以退款: ['refund'],
    قهوة: ['arabic'],
    '42': ['arabic'],
    '🙏': ['thanks'],
    '100%': ['percent'],
    '\\_': ['percent'],
    '"" OR NEAR(a)': [],
    'zoe JANSEN': ['of zoë'],
    '06-87654321': ['of zoë'],
    'from:"zoë jansen" hello': ['of zoë'],
    'from:jansen bestelling': [],
    'kind:location': ['place'],
    'kerkplein -kind:text': ['place'],
    'sku:box': ['basket'],
    'sku:ox-12': [],
    '22.5': ['basket'],
    'confirm:yes': ['pressed'],
    'after:2024-06 before:2024-07': ['june'],
    'number:0307654321': ['utrecht'],
    'has:link': ['percent'],
    'is:unread refund': ['refund'],
    'is:done': [],
    '   ': [],
    'kind:hologram': [],
    'before:someday': [],
  };
  const answers: Record<string, (string | null)[]> = {};
  for (const q of Object.keys(expected)) answers[q] = await found(q);
  expect(answers).toEqual(expected);
  expect(await found('after:2024-07', 'Europe/Amsterdam')).toEqual(['june']);
}, 120_000);

it('says what it does not understand, marks what it found, and counts in one conversation', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [told]);
  const { hints } = await searchInbox(caller, { q: 'hello kind:hologram "open' });
  expect(hints.map(({ code, word }) => `${code} ${word}`)).toEqual(['unknownKind kind:hologram', 'openQuote "open']);
  const [hit] = (await searchInbox(caller, { q: 'saturday order' })).items;
  expect(hit?.snippet.ranges.map(([from, to]) => hit.snippet.text.slice(from, to))).toEqual(['order', 'Saturday']);
  const inDemo = Number(hit?.conversation.id);
  expect((await findInConversation(caller, inDemo, { q: 'e' })).messageIds).toHaveLength(6);
  expect((await findInConversation(caller, inDemo, { q: 'elsewhere' })).messageIds).toEqual([]);
  expect((await searchInbox(caller, { q: 'hello', conversationId: inDemo })).items).toEqual([]);
});

it(`finds what a naive filter finds, page by page, in ${MESSAGES.toString()} messages (seed ${SEED.toString()})`, async () => {
  const database = await openTestDatabase();
  const bodies = [...generateDeliveries({ seed: SEED, count: MESSAGES, customers: 40 })].flat();
  for (let from = 0; from < bodies.length; from += 50)
    await receiveDelivery(new TextEncoder().encode(JSON.stringify(bodies.slice(from, from + 50))), null);
  await applyReceived(database);
  const rows = await allMessages(database);
  const texts = rows.map(({ text }) => text).filter((text) => text !== '');
  const word = fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 8 }))
    .map(([text, start, length]) =>
      Array.from(text)
        .slice(start % Array.from(text).length)
        .slice(0, length)
        .join(''),
    )
    .map((part) => part.replace(/["“”„«»\n\p{Cc}]/gu, ' ').trim())
    .filter((part) => foldText(part) !== '');
  const query = fc.record({
    words: fc.array(word, { minLength: 1, maxLength: 2 }),
    without: fc.option(word, { freq: 4 }),
    kind: fc.option(fc.constantFrom('text', 'media', 'order'), { freq: 4 }),
    name: fc.option(fc.constantFrom('sanne', 'noor', 'tom 3'), { freq: 4 }),
  });
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(query, async ({ words, without, kind, name }) => {
      const quoted = (text: string) => `"${text}"`;
      const q = [
        ...words.map(quoted),
        ...(without === null ? [] : [`-${quoted(without)}`]),
        ...(kind === null ? [] : [`kind:${kind}`]),
        ...(name === null ? [] : [`from:${quoted(name)}`]),
      ].join(' ');
      const folded = words.map(foldText);
      const expected = rows.filter(
        (row) =>
          (folded.every((each) => row.text.includes(each)) || folded.every((each) => row.says(each))) &&
          (without === null || !row.text.includes(foldText(without))) &&
          (kind === null || row.kind === kind) &&
          (name === null || row.says(foldText(name))),
      );
      hits += expected.length;
      expect(await everyPage(q)).toEqual(expected.map(({ id }) => id));
    }),
    { numRuns: QUERIES, seed: SEED, endOnFailure: true },
  );
  // Most random queries find something, or the two would agree on nothing.
  expect(hits).toBeGreaterThan(QUERIES / 10);
}, 1_200_000);

it('an index that is made anew, or of messages that were changed past it, gives the same', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [told]);
  await database.write((tx) => tx.message.updateMany({ where: { kind: 'text' }, data: { searchText: 'rewritten' } }));
  expect(await everyPage('saturday')).toEqual([]);
  expect(await everyPage('rewritten')).toHaveLength(8);
  await database.write((tx) => tx.message.deleteMany({}));
  expect(await everyPage('rewritten')).toEqual([]);
});

async function allMessages(database: TestDatabase) {
  const rows = await database.reader.message.findMany({
    where: { erasedAt: null },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    include: { conversation: { include: { customer: true } } },
  });
  return rows.map(({ id, kind, searchText, conversation: { customer } }) => ({
    ...{ id, kind, text: searchText },
    says: (folded: string) => {
      const digits = /^[\d\s+()./-]+$/.test(folded) ? folded.replace(/\D/g, '').replace(/^0+/, '') : '';
      return customer.searchText.includes(folded) || (digits !== '' && customer.searchText.includes(digits));
    },
  }));
}

async function everyPage(q: string): Promise<number[]> {
  const found: number[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await searchInbox(caller, { q, limit: 37, cursor });
    found.push(...items.map(({ message }) => Number(message.id)));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}
