import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Place } from '@/lib/db/tables/messages';
import { searchMessages, type FoundPlaces } from '@/lib/db/tables/search-messages';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { blockCustomer } from '@/lib/inbox/acting/block-customer';
import { findInConversation } from '@/lib/inbox/reading/find-in-conversation';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { markRead } from '@/lib/inbox/acting/mark-read';
import { putAway } from '@/lib/inbox/acting/put-away';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { filterOf, searchInbox } from '@/lib/inbox/reading/search-inbox';
import { foldText } from '@/lib/messages/fold-text';
import { parseQuery } from '@/lib/messages/search-query';
import { LINK_MARK, SKU_MARK } from '@/lib/messages/search-text-of';
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
  product_items: [{ product_retailer_id: 'BOX-12', quantity: '3', item_price: '1022.50', currency: 'EUR' }],
};
const told = [
  mo({ reference: 'order', text: 'The bestelling: an order for Saturday' }),
  mo({ reference: 'refund', text: '请问可以退款吗 refund' }),
  mo({ reference: 'shop', text: 'Is it winkel.example.nl? Mail anna@example.com' }),
  mo({ reference: 'arabic', text: 'قَهْوَة من فضلك ٤٢' }),
  mo({ reference: 'thanks', text: 'Thanks 🙏' }),
  mo({ reference: 'percent', text: '100% of \\_ it, see https://example.com' }),
  mo({ reference: 'of zoë', text: 'Hello', ...zoe }),
  mo({ reference: 'place', text: '', custom: { message_type: 'location', ...place } }),
  mo({ reference: 'basket', text: '', custom: { message_type: 'order', order: basket } }),
  mo({ reference: 'card', text: '', custom: { contacts: [{ name: {}, phones: [{ phone: '+31 6 1212 3434' }] }] } }),
  mo({ reference: 'pressed', text: '', custom: { button: { text: 'Yes', payload: 'confirm:yes' } } }),
  mo({ reference: 'utrecht', text: 'Elsewhere', to: '+31307654321' }),
  mo({ reference: 'june', text: 'Summer', timeUtc: '2024-06-30T22:30:00' }),
  mo({ reference: 'midnight', text: 'Autumn', timeUtc: '2024-10-01T00:00:00' }),
];

it('shows of a message without words what it is', async () => {
  const media = {
    mediaUri: 'https://cdn-1.messaging.cm.com/fileproxy/files/note',
    contentType: 'audio/ogg',
    title: '',
  };
  await deliverTo(await openTestDatabase(), [mo({ text: '', media, custom: { message_type: 'voice' } })]);
  const { items } = await searchInbox(caller, { q: 'has:voice' });
  expect(items.map(({ snippet }) => snippet)).toEqual([{ text: 'Voice message', ranges: [] }]);
});

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
    'hello -zoe': ['of zoë'],
    'hello -from:zoe': [],
    'hello -from:06-87654321': [],
    'hello -from:jan -from:nobody': [],
    'hello -from:nobody': ['of zoë'],
    'yes -number:+31301112233 -number:0307654321': ['pressed'],
    'kind:order -sku:box': [],
    'kind:order -sku:ox-12': ['basket'],
    'kind:location': ['place'],
    'kerkplein -kind:text': ['place'],
    'sku:box': ['basket'],
    'sku:ox-12': [],
    '1022.5': ['basket'],
    '€3,067.50': ['basket'],
    '0612123434 kind:contacts': ['card'],
    '+31612123434': ['card'],
    '0031612123434': ['card'],
    'confirm:yes': ['pressed'],
    'after:2024-06 before:2024-07': ['june'],
    'after:2024-10-01': ['midnight'],
    'after:2024-09 before:2024-10-01': [],
    'before:2024-10-02 autumn': ['midnight'],
    'number:0307654321': ['utrecht'],
    'number:"+31 30 765 4321"': ['utrecht'],
    'elsewhere number:"+31 (0)30 7654321"': ['utrecht'],
    'number:"0031 20 1234567" hello': ['of zoë'],
    'from:"+31(0)6 8765 4321"': ['of zoë'],
    '"+31 (0) 6 87654321"': ['of zoë'],
    'elsewhere -number:0307654321': [],
    'has:link': ['percent', 'shop'],
    'winkel -has:link': [],
    '\u001e': [],
    '"\u001fbox-12"': ['basket'],
    'is:unread refund': ['refund'],
    'has:link refund': [],
    'refund -has:link': ['refund'],
    'example -has:link': [],
    'is:done': [],
    'refund -is:done': ['refund'],
    'refund -is:unread': [],
    '   ': [],
    'kind:hologram': [],
    'before:someday': [],
  };
  const answers: Record<string, (string | null)[]> = {};
  for (const q of Object.keys(expected)) answers[q] = await found(q);
  expect(answers).toEqual(expected);
  // Midnight of one zone is another day in the next one.
  expect(await found('after:2024-07 before:2024-09', 'Europe/Amsterdam')).toEqual(['june']);
  expect(await found('after:2024-06 before:2024-07', 'Europe/Amsterdam')).toEqual([]);
  expect(await found('before:2024-10-01 autumn', 'America/New_York')).toEqual(['midnight']);
  expect(await found('after:2024-10-01 autumn', 'America/New_York')).toEqual([]);
}, 120_000);

it('says what it does not understand, marks what it found, and counts in one conversation', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [told]);
  const { hints } = await searchInbox(caller, { q: 'hello kind:hologram "open' });
  expect(hints.map(({ code, word }) => `${code} ${word}`)).toEqual(['unknownKind kind:hologram', 'openQuote "open']);
  const [hit] = (await searchInbox(caller, { q: 'saturday order' })).items;
  expect(hit?.snippet.ranges.map(([from, to]) => hit.snippet.text.slice(from, to))).toEqual(['order', 'Saturday']);
  const inDemo = Number(hit?.conversation.id);
  expect((await findInConversation(caller, inDemo, { q: 'e' })).messageIds).toHaveLength(7);
  expect((await findInConversation(caller, inDemo, { q: 'elsewhere' })).messageIds).toEqual([]);
  expect((await searchInbox(caller, { q: 'hello', conversationId: inDemo })).items).toEqual([]);
});

it(`finds what a naive filter finds, page by page, in ${MESSAGES.toString()} messages (seed ${SEED.toString()})`, async () => {
  const database = await openTestDatabase();
  // They are sent on two days.
  const start = new Date('2026-01-04T23:40:00Z');
  const bodies = [...generateDeliveries({ seed: SEED, count: MESSAGES, customers: 40, start })].flat();
  for (let from = 0; from < bodies.length; from += 50)
    await receiveDelivery(new TextEncoder().encode(JSON.stringify(bodies.slice(from, from + 50))), null);
  await applyReceived(database);
  const { items: conversations } = await listConversations(caller, { limit: 200 });
  for (const { id } of conversations.slice(0, 10)) {
    const inside = await findInConversation(caller, Number(id), { q: 'after:1970' });
    await markRead(caller, Number(id), Number(inside.messageIds[Math.floor(inside.messageIds.length / 2)]));
  }
  for (const { id } of conversations.slice(5, 15)) await putAway(caller, Number(id), true);
  for (const { id } of conversations.slice(12, 15)) {
    await blockCustomer(caller, Number(id), true);
    // Blocked customers are found only by who looks into their conversation.
    const inside = { q: 'after:1970', limit: MESSAGES };
    const { messageIds } = await findInConversation(caller, Number(id), inside);
    expect(messageIds.length).toBeGreaterThan(0);
    expect((await searchInbox(caller, { ...inside, conversationId: Number(id) })).items).toHaveLength(
      messageIds.length,
    );
  }
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
    words: fc.array(fc.oneof({ weight: 5, arbitrary: word }, fc.constantFrom('tom', 'sanne')), { maxLength: 2 }),
    without: fc.option(word, { freq: 4 }),
    kind: fc.option(fc.constantFrom('text', 'media', 'order'), { freq: 4 }),
    withoutKind: fc.option(fc.constantFrom('text', 'media'), { freq: 4 }),
    day: fc.option(fc.constantFrom(...days), { freq: 4 }),
    said: fc.uniqueArray(fc.record({ is: fc.constantFrom(...operations), excluded: fc.boolean() }), {
      maxLength: 2,
      selector: ({ is }) => is,
    }),
    sizes: fc.option(
      fc.record({
        conversations: fc.constantFrom(0, 2, 500),
        chunk: fc.constantFrom(7, 90, 20_000),
        candidates: fc.constantFrom(3, 40),
      }),
      { freq: 3 },
    ),
    isHasty: fc.boolean(),
  });
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(query, async ({ words, without, kind, withoutKind, day, said, sizes, isHasty }) => {
      const quoted = (text: string) => `"${text}"`;
      const q = [
        ...words.map(quoted),
        ...(without === null ? [] : [`-${quoted(without)}`]),
        ...(kind === null ? [] : [`kind:${kind}`]),
        ...(withoutKind === null ? [] : [`-kind:${withoutKind}`]),
        ...(day === null ? [] : [day[0]]),
        ...said.map(({ is: [operation], excluded }) => (excluded ? `-${operation}` : operation)),
      ].join(' ');
      const folded = words.map(foldText);
      const asks = words.length > 0 || kind !== null || day !== null || said.some(({ excluded }) => !excluded);
      const expected = rows.filter(
        (row) =>
          asks &&
          (folded.every((each) => row.text.includes(each)) ||
            (folded.length > 0 && folded.every((each) => row.says(each)))) &&
          (without === null || !row.text.includes(foldText(without))) &&
          (kind === null || row.kind === kind) &&
          row.kind !== withoutKind &&
          (day === null || day[1](row)) &&
          said.every(({ is: [, fits], excluded }) => fits(row) !== excluded),
      );
      hits += expected.length;
      const ids = expected.map(({ id }) => id);
      if (sizes === null) expect(await everyPage(q)).toEqual(ids);
      else expect(await everyPlace(database, q, sizes, isHasty)).toEqual(ids);
    }),
    { numRuns: QUERIES, seed: SEED, endOnFailure: true },
  );
  // Most random queries find something, or the two would agree on nothing.
  expect(hits).toBeGreaterThan(QUERIES / 10);
}, 1_200_000);

type Row = Awaited<ReturnType<typeof allMessages>>[number];

const midnight = new Date('2026-01-05T00:00:00Z');
const days: [string, (row: Row) => boolean][] = [
  ['before:2026-01-05', ({ sentAt }) => sentAt < midnight],
  ['after:2026-01-05', ({ sentAt }) => sentAt >= midnight],
];

/** What operators find, and with a minus what they leave. */
const operations: [string, (row: Row) => boolean][] = [
  ['from:sanne', ({ says }) => says('sanne')],
  ['from:"tom 3"', ({ says }) => says('tom 3')],
  ['number:0201', ({ number }) => number === '+3197000000201'],
  ['number:"00 31 97000000203"', ({ number }) => number === '+3197000000203'],
  ['sku:beans', ({ text }) => text.includes(`${SKU_MARK}beans`)],
  ['has:media', ({ mediaType }) => mediaType !== null],
  ['has:photo', ({ mediaType }) => mediaType === 'image'],
  ['has:link', ({ text }) => text.includes(LINK_MARK)],
  ['is:unread', ({ isUnread }) => isUnread],
  ['is:new', ({ isNew }) => isNew],
  ['is:done', ({ isDone }) => isDone],
];

it('finds by a name that many bear in what one of them wrote', async () => {
  const database = await openTestDatabase();
  const bearers = ['Anna', 'Bo', 'Cas'].map((first, index) =>
    mo({ name: `${first} Smit`, number: `+3160000000${index.toString()}`, text: 'Hi' }),
  );
  await deliverTo(database, [bearers]);
  for (const conversations of [0, 1, 500]) {
    const sizes = { conversations, chunk: 20_000, candidates: 1000 };
    expect(await everyPlace(database, 'smit from:anna', sizes, false)).toHaveLength(1);
  }
});

it('a page that stops early leaves out nothing that is found by the name of its customer', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [Array.from({ length: 8 }, () => mo({ name: 'Bo', text: 'Hi' }))]);
  const sizes = { conversations: 500, chunk: 2, candidates: 1000 };
  expect(await everyPlace(database, 'bo', sizes, true)).toHaveLength(8);
});

it('a page that stops early goes on below the hour that it has searched', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [Array.from({ length: 8 }, (_, index) => mo({ text: `Tulips ${index.toString()}` }))]);
  const sizes = { conversations: 500, chunk: 20_000, candidates: 2 };
  expect(await everyPlace(database, 'tulips', sizes, true)).toHaveLength(8);
});

it('an index that is made anew, or of messages that were changed past it, gives the same', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [told]);
  await database.write((tx) => tx.message.updateMany({ where: { kind: 'text' }, data: { searchText: 'rewritten' } }));
  expect(await everyPage('saturday')).toEqual([]);
  expect(await everyPage('rewritten')).toHaveLength(10);
  await database.write((tx) => tx.message.deleteMany({}));
  expect(await everyPage('rewritten')).toEqual([]);
});

async function allMessages(database: TestDatabase) {
  const marks = await database.reader.readMark.findMany({ where: { userId: caller.userId } });
  const upTo = new Map(marks.map((mark) => [mark.conversationId, mark.upTo]));
  const rows = await database.reader.message.findMany({
    where: { erasedAt: null, conversation: { customer: { blockedAt: null } } },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    include: { media: true, conversation: { include: { customer: true, businessNumber: true } } },
  });
  return rows.map(({ id, kind, searchText, sentAt, media, conversation }) => ({
    ...{ id, kind, sentAt, text: searchText, number: conversation.businessNumber.number },
    mediaType: media?.mediaType ?? null,
    isUnread: id > (upTo.get(conversation.id) ?? 0),
    isNew: conversation.newChat,
    isDone: conversation.doneUpTo >= conversation.lastArrivalId,
    says: (folded: string) => {
      const isNumber = /^[\d\s+()[\]./\p{Pd}]+$/u.test(folded);
      const digits = isNumber ? folded.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '') : '';
      const { searchText: said } = conversation.customer;
      return said.includes(folded) || (digits !== '' && said.includes(digits));
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

/** As in an inbox that is large beside these sizes; `isHasty`: every go takes longer than one page may. */
async function everyPlace(
  database: TestDatabase,
  q: string,
  sizes: { conversations: number; chunk: number; candidates: number },
  isHasty: boolean,
): Promise<number[]> {
  const filter = await filterOf(caller, parseQuery(q), {});
  const found: number[] = [];
  if (!filter) return found;
  const signal = isHasty ? AbortSignal.abort() : undefined;
  let before: Place | null = null;
  do {
    const { places, next }: FoundPlaces = await searchMessages(database, filter, { before, limit: 37, sizes, signal });
    found.push(...places.map(({ id }) => id));
    before = next;
  } while (before !== null);
  return found;
}
