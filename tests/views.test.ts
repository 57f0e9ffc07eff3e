import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { countViews } from '@/lib/inbox/reading/count-views';
import { handleConversation } from '@/lib/inbox/acting/handle-conversation';
import { listCandidates } from '@/lib/inbox/customers/list-candidates';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { listMedia } from '@/lib/inbox/media/list-media';
import { listMessagesByKind } from '@/lib/inbox/reading/list-messages-by-kind';
import { markRead } from '@/lib/inbox/acting/mark-read';
import { markUnread } from '@/lib/inbox/acting/mark-unread';
import { putAway } from '@/lib/inbox/acting/put-away';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { reparse } from '@/lib/inbox/reparsing/reparse';
import { changeView, listSavedViews, namedView, removeView, saveView } from '@/lib/inbox/reading/saved-views';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { suggestSearch } from '@/lib/inbox/reading/suggest-search';
import { callerWith } from './support/callers';
import { countOf, seedOf } from './support/count-of';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { mediaMo } from './support/media-mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';
import { expectEveryPage } from './support/walk-pages';

const operator = callerWith('operator');
const admin = callerWith('admin');
const SEED = seedOf('VIEWS_SEED');

const from = (number: string, text: string, more = {}) => mo({ number, name: `Of ${number}`, text, ...more });

describe('a conversation that is put away', () => {
  it('leaves the list and the counts, is found by name, and comes back with the next message', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [[from('+3161', 'One'), from('+3162', 'Two')]]);
    const [two, one] = (await listConversations(operator)).items;
    await putAway(operator, Number(two?.id), true);
    expect(await namesIn('all')).toEqual(['Of +3161']);
    expect(await namesIn('unread')).toEqual(['Of +3161']);
    expect(await namesIn('done')).toEqual(['Of +3162']);
    expect((await listConversations(operator, { q: '3162' })).items.map(({ done }) => done)).toEqual([true]);
    expect(await countViews(operator)).toMatchObject({ unread: 1, done: 1 });
    await putAway(operator, Number(one?.id), true);
    await putAway(operator, Number(one?.id), false);
    expect(await namesIn('all')).toEqual(['Of +3161']);
    await deliverTo(database, [from('+3162', 'Back')]);
    expect(await namesIn('all')).toEqual(['Of +3162', 'Of +3161']);
    expect(await database.rows('AuditEntry')).toMatchObject([
      ...[{ action: 'conversation.done' }, { action: 'conversation.done' }, { action: 'conversation.reopened' }],
    ]);
  });

  it('stays when something arrives between the look at it and the act', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [from('+3161', 'Seen')]);
    const [seen] = (await listConversations(operator)).items;
    const upTo = Number(seen?.lastArrivalId);
    await deliverTo(database, [from('+3161', 'Not seen')]);
    await putAway(operator, Number(seen?.id), true, upTo);
    expect(await namesIn('all')).toEqual(['Of +3161']);
    // No further than what is there, or the next message would go unseen.
    await putAway(operator, Number(seen?.id), true, upTo + 100);
    expect(await namesIn('done')).toEqual(['Of +3161']);
    await deliverTo(database, [from('+3161', 'Back')]);
    expect(await namesIn('all')).toEqual(['Of +3161']);
  });

  it('is new again by a welcome request that arrives between the look at it and the act', async () => {
    const database = await openTestDatabase();
    const opens = (timeUtc: string) => from('+3161', '', { custom: { message_type: 'request_welcome' }, timeUtc });
    await deliverTo(database, [opens('2024-05-01T10:00:00')]);
    const [seen] = (await listConversations(operator, { view: 'new' })).items;
    await deliverTo(database, [opens('2024-05-01T11:00:00')]);
    await handleConversation(operator, Number(seen?.id), Number(seen?.lastArrivalId));
    expect(await countViews(operator)).toMatchObject({ newChats: 1 });
    await handleConversation(operator, Number(seen?.id));
    expect(await countViews(operator)).toMatchObject({ newChats: 0 });
  });

  it('is not for viewers to put away', async () => {
    await deliverTo(await openTestDatabase(), [from('+3161', 'One')]);
    await expect(putAway(callerWith('viewer'), 1, true)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(putAway(operator, 77, true)).rejects.toMatchObject({ code: 'conversation_not_found' });
  });
});

describe('a thread', () => {
  it('begins for whoever marks what is read at what is unread, and for viewers at its end', async () => {
    await deliverTo(await openTestDatabase(), [[from('+3161', 'One'), from('+3161', 'Two'), from('+3161', 'Three')]]);
    const [conversation] = (await listConversations(operator)).items;
    const id = Number(conversation?.id);
    const { items, firstUnreadId } = await readThread(operator, id);
    expect(firstUnreadId).toBe(items[0]?.id);
    await markRead(operator, id, Number(items[1]?.id));
    expect((await readThread(operator, id)).firstUnreadId).toBe(items[2]?.id);
    expect((await readThread(callerWith('viewer'), id)).firstUnreadId).toBeNull();
  });
});

describe('marking read', () => {
  it('never takes a mark back, and writes down and tells only what has changed', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [[from('+3161', 'One'), from('+3161', 'Two'), from('+3161', 'Three')]]);
    const [conversation] = (await listConversations(operator)).items;
    const id = Number(conversation?.id);
    const ids = (await readThread(operator, id)).items.map((message) => Number(message.id));
    for (const messageId of [ids[1], ids[0], ids[1]]) await markRead(operator, id, messageId);
    expect((await listConversations(operator)).items).toMatchObject([{ unread: 1 }]);
    expect(await database.rows('AuditEntry')).toMatchObject([{ action: 'conversation.read' }]);
    const read = (await database.rows('Change')).filter(({ type }) => type === 'read');
    expect(read).toMatchObject([{ conversationId: id, userId: operator.userId }]);
    // The mark of one is nobody else's.
    expect((await listConversations(admin)).items).toMatchObject([{ unread: 3 }]);
    await markUnread(operator, id, ids[1]);
    expect((await listConversations(operator)).items).toMatchObject([{ unread: 2 }]);
    await markRead(operator, id, undefined);
    await markUnread(operator, id, undefined);
    expect((await listConversations(operator)).items).toMatchObject([{ unread: 1 }]);
  });

  it('leaves nothing unread that was sent earlier and arrived later, unless it is told where to end', async () => {
    await deliverTo(await openTestDatabase(), [
      from('+3161', 'Sent last', { timeUtc: '2024-05-01T10:00:00' }),
      from('+3161', 'Held up', { timeUtc: '2024-05-01T09:00:00' }),
    ]);
    const [conversation] = (await listConversations(operator)).items;
    await markRead(operator, Number(conversation?.id), 1);
    expect((await listConversations(operator)).items).toMatchObject([{ unread: 1 }]);
    await markRead(operator, Number(conversation?.id), undefined);
    expect((await listConversations(operator)).items).toMatchObject([{ unread: 0 }]);
  });
});

describe('a list in pages', () => {
  // Sent in three seconds, in an order that is not the one of their arrival, in two conversations with one number.
  const seconds = [1, 0, 1, 2, 0, 1, 2, 2, 1, 0, 1];
  const files = seconds.map((second, index) =>
    mediaMo({
      url: `https://cdn-1.messaging.cm.com/fileproxy/files/${index.toString()}`,
      number: index < 6 ? '+3161' : '+3162',
      text: 'word',
      timeUtc: `2024-05-01T10:00:0${second.toString()}`,
    }),
  );

  it('holds each message once, also where several were sent in one second', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [files]);
    const rows = await database.reader.message.findMany({ orderBy: [{ sentAt: 'desc' }, { id: 'desc' }] });
    const ids = rows.map(({ id }) => id.toString());
    expect(ids).toHaveLength(seconds.length);
    const found = (page: { items: { message: { id: string } }[]; nextCursor: string | null }) => ({
      ids: page.items.map(({ message }) => message.id),
      nextCursor: page.nextCursor,
    });
    await expectEveryPage('by kind', ids, async (wanted) =>
      found(await listMessagesByKind(operator, { kind: 'media', ...wanted })),
    );
    await expectEveryPage('media', ids, async (wanted) => found(await listMedia(operator, wanted)));
    await expectEveryPage('search', ids, async (wanted) =>
      found(await searchInbox(operator, { q: 'word', ...wanted })),
    );
  });

  it('holds each conversation once', async () => {
    await deliverTo(await openTestDatabase(), [[1, 2, 3, 4, 5].map((last) => from(`+3161${last.toString()}`, 'Hi'))]);
    const all = (await listConversations(operator)).items.map(({ id }) => id);
    expect(all).toHaveLength(5);
    const found = (page: Awaited<ReturnType<typeof listConversations>>) => ({
      ids: page.items.map(({ id }) => id),
      nextCursor: page.nextCursor,
    });
    for (const wanted of [{ view: 'all' }, { view: 'unread' }, { q: 'of' }] as const)
      await expectEveryPage('conversations', all, async (page) =>
        found(await listConversations(operator, { ...wanted, ...page })),
      );
    const [own = '', ...others] = all;
    await expectEveryPage('candidates', others, async (page) =>
      found(await listCandidates(operator, Number(own), page)),
    );
  });

  it('holds each message of a thread once, to older and to newer ones, and round each of them', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [files]);
    const { conversationId: conversation } = await database.reader.message.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const rows = await database.reader.message.findMany({
      where: { conversationId: conversation },
      orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
    });
    const ids = rows.map(({ id }) => id.toString());
    expect(ids).toHaveLength(6);
    const read = async (wanted: Parameters<typeof readThread>[2]) => {
      const { items, ...page } = await readThread(operator, conversation, wanted);
      return { ids: items.map(({ id }) => id), ...page };
    };
    await expectEveryPage('older', ids.toReversed(), async (wanted) => {
      const page = await read(wanted);
      expect(page.previousCursor !== null).toBe(wanted.cursor !== undefined);
      return { ...page, ids: page.ids.toReversed() };
    });
    const first = await read({ around: ids[0] ?? '', limit: 1 });
    await expectEveryPage('newer', ids.slice(1), async ({ limit, cursor }) => {
      const page = await read({ limit, after: cursor ?? first.previousCursor ?? '' });
      expect(page.nextCursor).not.toBeNull();
      return { ids: page.ids, nextCursor: page.previousCursor };
    });
    for (const [index, id] of ids.entries()) {
      for (let limit = 1; limit <= 2 * ids.length + 1; limit += 1) {
        const start = Math.max(index - Math.max(Math.floor((limit - 1) / 2), 0), 0);
        const end = index + Math.ceil((limit - 1) / 2) + 1;
        const { nextCursor, previousCursor, ...page } = await read({ around: id, limit });
        expect(page.ids, `round ${index.toString()} by ${limit.toString()}`).toEqual(ids.slice(start, end));
        const older = nextCursor === null ? null : (await read({ cursor: nextCursor })).ids;
        const newer = previousCursor === null ? null : (await read({ after: previousCursor })).ids;
        expect(older).toEqual(start === 0 ? null : ids.slice(0, start));
        expect(newer).toEqual(end >= ids.length ? null : ids.slice(end));
      }
    }
  });
});

describe('views', () => {
  it('can be narrowed by kind and by when something was sent', async () => {
    const place = { message_type: 'location', location: { latitude: 1, longitude: 2 } };
    await deliverTo(await openTestDatabase(), [
      [from('+3161', '', { custom: place }), from('+3162', 'Later', { timeUtc: '2025-01-01T00:00:00' })],
    ]);
    expect(await namesIn('all', { kind: 'location' })).toEqual(['Of +3161']);
    expect(await namesIn('all', { after: new Date('2025-01-01') })).toEqual(['Of +3162']);
    expect(await namesIn('all', { before: new Date('2025-01-01') })).toEqual(['Of +3161']);
    expect(await namesIn('all', { after: new Date('2025-01-01T00:00:00.001Z') })).toEqual([]);
    expect(await namesIn('all', { kind: 'location', after: new Date('2025-01-01') })).toEqual([]);
  });

  it('are searched for exactly what is written, signs of patterns included', async () => {
    const names = ['100% Wol', '100 Wol', 'a_b', 'axb', 'back\\slash', 'backslash'];
    await deliverTo(await openTestDatabase(), [
      names.map((name, index) => mo({ name, number: `+3160000000${index.toString()}` })),
    ]);
    for (const [q, expected] of [
      ['100%', ['100% Wol']],
      ['a_b', ['a_b']],
      ['back\\', ['back\\slash']],
      ['%', ['100% Wol']],
      ['_', ['a_b']],
      ['wol', ['100 Wol', '100% Wol']],
    ] as const)
      expect(await namesIn('all', { q }), q).toEqual(expected);
  });

  it('are saved for the one who saves them, and lead nowhere else', async () => {
    await openTestDatabase();
    const saved = await saveView(operator, { name: 'Orders', address: '/search?q=kind%3Aorder' });
    await changeView(operator, Number(saved.id), { name: 'All orders' });
    expect(await listSavedViews(operator)).toEqual([{ ...saved, name: 'All orders' }]);
    expect(await listSavedViews(admin)).toEqual([]);
    await expect(removeView(admin, Number(saved.id))).rejects.toMatchObject({ code: 'view_not_found' });
    await removeView(operator, Number(saved.id));
    expect(await listSavedViews(operator)).toEqual([]);
  });

  it('take the address of a search as long as one can be, in any script', () => {
    const q = encodeURIComponent('漢'.repeat(500));
    expect(namedView.safeParse({ name: 'Long', address: `/?view=all&q=${q}` }).success).toBe(true);
    expect(namedView.safeParse({ name: 'Too long', address: `/?q=${'a'.repeat(6000)}` }).success).toBe(false);
  });

  it('suggests customers, numbers and products while somebody writes', async () => {
    const order = {
      catalog_id: '1',
      product_items: [{ product_retailer_id: 'Box 12', quantity: '1', item_price: '2', currency: 'EUR' }],
    };
    await deliverTo(await openTestDatabase(), [from('+3161', '', { custom: { message_type: 'order', order } })]);
    const texts = async (q: string) => (await suggestSearch(operator, { q })).items.map(({ text }) => text);
    expect(await texts('from:of')).toEqual(['from:"Of +3161"']);
    expect(await texts('hello number:030')).toEqual([]);
    for (const written of ['20', '020', '"+31 20', '0031', '"+31 (0)20 123'])
      expect(await texts(`number:${written}`)).toEqual(['number:+31201234567']);
    expect(await texts('-from:of')).toEqual(['-from:"Of +3161"']);
    expect(await texts('-sku:')).toEqual(['-sku:"Box 12"']);
    expect(await texts('sku:')).toEqual(['sku:"Box 12"']);
    expect(await texts(`${'a '.repeat(250)} sku:`)).toEqual([]);
    expect(await suggestSearch(operator, { q: 'hello ki there', at: 8 })).toMatchObject({ from: 6, to: 8 });
  });
});

it('finds each customer by what is suggested', async () => {
  const names = ['Johan "Jopie" Jansen', 'ד"ר כהן', 'Zoë', '«Bo» de Vries', '“Ad” & «Co»', "O'Neil: -x", '\u0301'];
  const people = names.map((name, index) => mo({ name, number: `+316000000${index.toString()}`, text: 'Hello' }));
  await deliverTo(await openTestDatabase(), [people]);
  const { items } = await suggestSearch(operator, { q: 'from:' });
  expect(items).toHaveLength(names.length);
  for (const { text } of items) {
    expect((await searchInbox(operator, { q: `hello ${text}` })).items).toHaveLength(1);
    expect((await searchInbox(operator, { q: `hello -${text}` })).items).toHaveLength(names.length - 1);
  }
});

it(`counts exactly what is unread, whatever happens (seed ${SEED.toString()})`, async () => {
  const database = await openTestDatabase();
  const numbers = ['+3161', '+3162', '+3163'];
  const people = [
    ...numbers.map((number) => ({ number })),
    { number: '', userId: 'NL.1' },
    { number: '+3161', userId: 'NL.1' },
  ];
  let serial = 0;
  const write = fc.record({
    what: fc.constant('write'),
    who: fc.nat(4),
    erases: fc.option(fc.nat(3)),
    welcome: fc.boolean(),
  });
  const act = fc.record({
    what: fc.constantFrom('read', 'unread', 'done', 'open'),
    which: fc.nat(9),
    message: fc.nat(9),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(write, act), { minLength: 15, maxLength: 25 }), async (steps) => {
      for (const step of steps) {
        if ('who' in step) {
          const reference = `r${(step.erases ?? (serial += 1)).toString()}`;
          const custom = {
            ...(step.erases !== null && { deletedMessage: reference }),
            ...(step.welcome && { message_type: 'request_welcome' }),
          };
          const body = {
            ...mo({ reference, text: `Text ${serial.toString()}`, custom }),
            from: { name: 'A', ...people[step.who] },
          };
          await receiveAndApply(database, body);
        } else {
          const all = await database.reader.conversation.findMany({
            include: { messages: true },
            orderBy: { id: 'asc' },
          });
          const conversation = all[step.which % Math.max(all.length, 1)];
          const message = conversation?.messages[step.message % conversation.messages.length];
          if (!conversation || !message) continue;
          if (step.what === 'read') await markRead(operator, conversation.id, message.id);
          else if (step.what === 'unread') await markUnread(operator, conversation.id, message.id);
          else await putAway(operator, conversation.id, step.what === 'done');
        }
        await expectExact(database);
      }
      await reparse(database, { version: SEED.toString() });
      await expectExact(database);
    }),
    { seed: SEED, numRuns: countOf('UNREAD_STORIES', { few: 2, many: 40 }), endOnFailure: true },
  );
}, 600_000);

async function receiveAndApply(database: TestDatabase, body: object): Promise<void> {
  await deliverTo(database, [body]);
  await applyReceived(database);
}

async function expectExact(database: TestDatabase): Promise<void> {
  const marks = await database.reader.readMark.findMany({ where: { userId: operator.userId } });
  const upTo = new Map(marks.map((mark) => [mark.conversationId, mark.upTo]));
  const all = await database.reader.conversation.findMany({ include: { messages: true } });
  const expected = all.map(({ id, messages, doneUpTo }) => ({
    id: id.toString(),
    unread: messages.filter((message) => message.erasedAt === null && message.id > (upTo.get(id) ?? 0)).length,
    done: messages.every((message) => message.id <= doneUpTo),
  }));
  const told = (await listConversations(operator, { q: 'a' })).items.map(({ id, unread, done }) => ({
    id,
    unread,
    done,
  }));
  const byId = (one: { id: string }, other: { id: string }) => Number(one.id) - Number(other.id);
  expect(told.sort(byId)).toEqual(expected.sort(byId));
  const open = expected.filter(({ done }) => !done);
  expect(await countViews(operator)).toMatchObject({
    unread: open.filter(({ unread }) => unread > 0).length,
    done: expected.length - open.length,
  });
  expect((await listConversations(operator, { view: 'unread' })).items).toHaveLength(
    open.filter(({ unread }) => unread > 0).length,
  );
}

async function namesIn(view: 'all' | 'unread' | 'done', narrowed: Parameters<typeof listConversations>[1] = {}) {
  return (await listConversations(operator, { ...narrowed, view })).items.map(({ customer }) => customer.name);
}
