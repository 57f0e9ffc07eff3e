import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { blockCustomer } from '@/lib/inbox/acting/block-customer';
import { countViews } from '@/lib/inbox/reading/count-views';
import { declareSame } from '@/lib/inbox/customers/declare-same';
import { deleteMedia, deleteSeveralMedia } from '@/lib/inbox/media/delete-media';
import { describeConversation } from '@/lib/inbox/reading/describe-conversation';
import { describeMedia, describeSeveralMedia } from '@/lib/inbox/media/describe-media';
import { findConversation } from '@/lib/inbox/reading/find-conversation';
import { findInConversation } from '@/lib/inbox/reading/find-in-conversation';
import { findMessage } from '@/lib/inbox/reading/find-message';
import { handleConversation } from '@/lib/inbox/acting/handle-conversation';
import { listBusinessNumbers } from '@/lib/inbox/acting/label-business-number';
import { listCandidates } from '@/lib/inbox/customers/list-candidates';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { listMedia } from '@/lib/inbox/media/list-media';
import { listMessagesByKind } from '@/lib/inbox/reading/list-messages-by-kind';
import { markRead } from '@/lib/inbox/acting/mark-read';
import { markUnread } from '@/lib/inbox/acting/mark-unread';
import { openLiveStream } from '@/lib/inbox/reading/open-live-stream';
import { openMedia } from '@/lib/inbox/media/open-media';
import { putAway } from '@/lib/inbox/acting/put-away';
import { readSetup } from '@/lib/inbox/setup/read-setup';
import { readSource } from '@/lib/inbox/reading/read-source';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { readWarnings } from '@/lib/inbox/setup/read-warnings';
import { retryMedia } from '@/lib/inbox/media/retry-media';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { sendSamples } from '@/lib/inbox/setup/send-samples';
import { suggestSearch } from '@/lib/inbox/reading/suggest-search';
import { undoDeclaration } from '@/lib/inbox/customers/undo-declaration';
import { startChangeFeed } from '@/lib/live/change-feed';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const OURS = '+31200000001';
const THEIRS = '+31200000002';

/** The same on both numbers: a text, a welcome request and a file, from three customers. */
const told = [OURS, THEIRS].flatMap((to) => {
  const whose = to === OURS ? 'ours' : 'theirs';
  const number = (last: number) => `+3161000000${to === OURS ? 0 : 1}${last}`;
  return [
    mo({ to, number: number(1), name: `Ann ${whose}`, text: `marker ${whose}` }),
    mo({ to, number: number(2), name: `Bob ${whose}`, custom: { message_type: 'request_welcome' }, text: 'marker' }),
    mo({
      to,
      number: number(3),
      name: `Cas ${whose}`,
      media: {
        mediaUri: `https://cdn-1.messaging.cm.com/fileproxy/files/${whose}`,
        contentType: 'image/png',
        title: 'marker',
      },
      text: '',
    }),
  ];
});

async function twoNumbers() {
  const database = await openTestDatabase();
  await deliverTo(database, told);
  const numbers = await database.rows('BusinessNumber');
  const idOf = (number: string) => Number(numbers.find((row) => row.number === number)?.id);
  const all = callerWith('operator');
  const theirs = await listConversations(all, { businessNumber: THEIRS });
  const [media] = (await listMessagesByKind(all, { kind: 'media' })).items.filter(
    ({ conversation }) => conversation.businessNumber.number === THEIRS,
  );
  return {
    database,
    limited: callerWith('operator', [idOf(OURS)]),
    theirConversations: theirs.items.map(({ id }) => Number(id)),
    theirMedia: media?.message.kind === 'media' ? Number(media.message.content?.mediaId) : 0,
  };
}

/** What a use case refuses with. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'not refused';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
}

/** Functions with a caller that no scope decides about: for administrators, about one's own views, or parts of others. */
const BEYOND_SCOPE = [
  'changeSettings changeView filterOf hydrateConversations labelBusinessNumber listProblems listSavedViews',
  'listUnseenNames measureSpace readMetrics readProblemSource readWebhook removeSamples removeView replayProblem',
  'replayProblems rotateWebhook saveView showWebhook sweepMedia',
].flatMap((line) => line.split(' '));

it('every use case that takes a caller is called here with a limited one, unless no scope decides about it', () => {
  const sources = readdirSync('lib/inbox', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const names = sources.flatMap((name) => {
    const source = readFileSync(`lib/inbox/${name}`, 'utf8');
    return [...source.matchAll(/^export (?:async )?function (\w+)\([^)]*: Caller\b/gm)].map(([, use = '']) => use);
  });
  expect(names.length).toBeGreaterThan(40);
  const tried = readFileSync('tests/scope.test.ts', 'utf8');
  const untried = names.filter((use) => !new RegExp(`\\b${use}\\((limited|who|caller)\\b`).test(tried));
  expect(untried.sort()).toEqual(BEYOND_SCOPE.toSorted());
});

describe('an account that is limited to one business number', () => {
  it('finds nothing of the others in lists, counts, search and settings', async () => {
    const { limited, theirConversations } = await twoNumbers();
    expect(theirConversations).toHaveLength(3);
    const conversations = await listConversations(limited);
    expect(conversations.items).toHaveLength(3);
    const everything = [
      conversations,
      await listConversations(limited, { view: 'new' }),
      await listConversations(limited, { view: 'unread' }),
      await listConversations(limited, { q: 'theirs' }),
      await listConversations(limited, { businessNumber: THEIRS }),
      await searchInbox(limited, { q: 'marker' }),
      await listMessagesByKind(limited, { kind: 'media' }),
      await listMedia(limited, {}),
      await listMedia(limited, { q: 'theirs' }),
      await suggestSearch(limited, { q: 'number:' }),
      await suggestSearch(limited, { q: 'from:' }),
      await listBusinessNumbers(limited),
      await readSetup(limited),
      await readWarnings(limited),
    ];
    // A first page says how many there are, of what is seen alone.
    expect((await listMedia(limited, {})).counts).toMatchObject({ months: [{ count: 1 }], types: { image: 1 } });
    for (const q of ['marker number:+31200000002', 'marker -number:+31200000001', 'marker from:theirs', 'theirs'])
      expect((await searchInbox(limited, { q })).items, q).toEqual([]);
    expect(JSON.stringify(everything)).toContain('ours');
    expect(JSON.stringify(everything)).not.toMatch(/theirs|\+31200000002/);
    expect(await countViews(limited)).toMatchObject({ unread: 3, newChats: 1 });
    expect(await countViews(callerWith('operator'))).toMatchObject({ unread: 6, newChats: 2 });

    const nobody = callerWith('viewer', []);
    expect((await listConversations(nobody)).items).toEqual([]);
    expect((await searchInbox(nobody, { q: 'marker' })).items).toEqual([]);
    expect((await listMedia(nobody, {})).items).toEqual([]);
    expect((await suggestSearch(nobody, { q: 'number:' })).items).toEqual([]);
    expect(await listBusinessNumbers(nobody)).toEqual([]);
    expect(await countViews(nobody)).toMatchObject({ unread: 0, newChats: 0 });
  });

  it('sees of a list that names several numbers only what is its own', async () => {
    const { database, limited } = await twoNumbers();
    const list = [OURS, THEIRS].map((to) => mo({ to, text: to === OURS ? 'one of ours' : 'one of theirs' }));
    const erased = mo({ to: OURS, reference: 'gone', text: 'gone' });
    await deliverTo(database, [
      [...list, { status: 'no MO' }, erased],
      mo({ to: OURS, text: '', custom: { deletedMessage: 'gone' } }),
    ]);
    const message = await database.reader.message.findFirstOrThrow({ where: { text: 'one of ours' } });
    const source = await readSource(limited, message.id);
    const withheld = '(to another business number)';
    expect(JSON.parse(source)).toEqual([list[0], withheld, withheld, null]);
    expect(await readSource(callerWith('operator'), message.id)).toContain('one of theirs');

    const alone = await database.reader.message.findFirstOrThrow({ where: { text: 'marker ours' } });
    expect(await readSource(limited, alone.id)).toBe(await readSource(callerWith('operator'), alone.id));
  });

  it('gets, for an id of another number, the answer for one that does not exist', async () => {
    const { database, limited, theirConversations, theirMedia } = await twoNumbers();
    const [conversation = 0, other = 0] = theirConversations;
    const messages = (await database.rows('Message')).filter((row) => row.conversationId === conversation);
    const message = Number(messages[0]?.id);
    const customers = (await database.rows('Conversation')).filter((row) => row.id === other);
    const customer = Number(customers[0]?.customerId);
    const declared = await declareSame(callerWith('operator'), conversation, customer);
    const [declaration] = await database.rows('Declaration');
    const [mine] = (await listConversations(limited)).items;

    const tries: [wanted: string, of: (caller: Caller, unknown?: number) => Promise<unknown>][] = [
      ['conversation_not_found', (who, id = Number(declared.conversationId)) => readThread(who, id)],
      // The one that became part of another goes on answering, to those who see it.
      ['conversation_not_found', (who, id = conversation) => readThread(who, id)],
      ['conversation_not_found', (who, id = other) => describeConversation(who, id)],
      ['conversation_not_found', (who, id = other) => listCandidates(who, id)],
      ['conversation_not_found', (who, id = other) => handleConversation(who, id)],
      ['conversation_not_found', (who, id = other) => markRead(who, id, undefined)],
      ['conversation_not_found', (who, id = other) => markUnread(who, id, undefined)],
      ['conversation_not_found', (who, id = other) => putAway(who, id, true)],
      ['conversation_not_found', (who, id = other) => blockCustomer(who, id, true)],
      ['conversation_not_found', (who, id = other) => findInConversation(who, id, { q: 'marker' })],
      ['conversation_not_found', (who, id = other) => searchInbox(who, { q: 'marker', conversationId: id })],
      ['conversation_not_found', (who, id = other) => declareSame(who, id, customer)],
      ['customer_not_found', (who, id = customer) => declareSame(who, Number(mine?.id), id)],
      ['declaration_not_found', (who, id = Number(declaration?.id)) => undoDeclaration(who, id)],
      ['message_not_found', (who, id = message) => findMessage(who, id)],
      ['message_not_found', (who, id = message) => readSource(who, id)],
      ['message_not_found', (who, id = message) => readThread(who, Number(mine?.id), { around: String(id) })],
      ['message_not_found', (who, id = message) => markRead(who, Number(mine?.id), id)],
      ['message_not_found', (who, id = message) => markUnread(who, Number(mine?.id), id)],
      ['media_not_found', (who, id = theirMedia) => openMedia(who, id)],
      ['media_not_found', (who, id = theirMedia) => describeMedia(who, id)],
      ['media_not_found', (who, id = theirMedia) => deleteMedia(who, id)],
      ['media_not_found', (who, id = theirMedia) => retryMedia(who, id)],
    ];
    const tables = ['AuditEntry', 'Change', 'Conversation', 'Customer', 'Declaration', 'Media', 'ReadMark'];
    const all = () => Promise.all(tables.map((name) => database.rows(name)));
    const before = await all();
    for (const [index, [wanted, use]] of tries.entries()) {
      expect(await codeOf(use(limited)), `try ${index.toString()}`).toBe(wanted);
      expect(await codeOf(use(limited, 999_999)), `try ${index.toString()}`).toBe(wanted);
    }
    expect(await findConversation(limited, other)).toBeNull();
    expect(await describeSeveralMedia(limited, [theirMedia])).toEqual([]);
    expect(await deleteSeveralMedia(limited, [theirMedia])).toEqual([{ id: String(theirMedia), outcome: 'not-found' }]);
    expect(await listMedia(limited, { conversation: other })).toMatchObject({ items: [], counts: { months: [] } });
    expect(await codeOf(sendSamples(limited))).toBe('forbidden');
    // Not one of them did anything.
    expect(await all()).toEqual(before);
  });

  it('is told by the live stream of its own number only', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, told);
    const feed = await startChangeFeed(database);
    const numbers = await database.rows('BusinessNumber');
    const id = Number(numbers.find((row) => row.number === OURS)?.id);
    const listen = async (caller: Caller, from: number | null) => {
      const heard: string[] = [];
      const close = await openLiveStream(caller, from, {
        greet: () => {},
        supersede: () => {},
        change: (_, { conversationId = '' }) => heard.push(conversationId),
        stop: () => {},
      });
      return { heard, close };
    };
    const before = await Promise.all([listen(callerWith('viewer', [id]), null), listen(callerWith('viewer'), null)]);
    await deliverTo(
      database,
      [OURS, THEIRS, OURS].map((to) => mo({ to, text: 'news' })),
    );
    await expect.poll(() => before[1].heard.length).toBe(3);
    expect(before[0].heard).toHaveLength(2);
    // Also of what it missed, from the beginning.
    const [first] = await database.rows('Change');
    const resumed = await listen(callerWith('viewer', [id]), Number(first?.id) - 1);
    const rows = await database.rows('Conversation');
    const ours = new Set(rows.filter((row) => row.businessNumberId === id).map((row) => String(row.id)));
    expect(resumed.heard.length).toBeGreaterThan(before[0].heard.length);
    expect(resumed.heard.filter((conversationId) => !ours.has(conversationId))).toEqual([]);
    for (const { close } of [...before, resumed]) close();
    feed.stop();
  });
});
