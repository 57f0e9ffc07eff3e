import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { readSource } from '@/lib/inbox/reading/read-source';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { callerWith } from './support/callers';
import { countOf } from './support/count-of';
import { deliverTo } from './support/deliver-to';
import { engine } from './support/engines';
import { mediaMo } from './support/media-mo';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';
import type { Row } from './support/rows';

const caller = callerWith('viewer');

const COLLISIONS = countOf('COLLISIONS', { few: engine() === 'sqlite' ? 100 : 20, many: 1000 });

const regretted = mo({ reference: 'wamid.regretted', text: 'Zwijgwoord-7431 café' });
const notice = mo({ reference: 'wamid.notice', text: '', custom: { deletedMessage: 'wamid.regretted' } });
const harmless = mo({ reference: 'wamid.harmless', text: 'Good morning' });

describe.each([
  ['after the message', [harmless, regretted, notice]],
  ['before the message', [harmless, notice, regretted]],
  ['between two deliveries of the message', [harmless, regretted, notice, regretted, notice]],
  ['in one list with the message', [harmless, [regretted, notice]]],
  ['in one list before the message', [harmless, [notice, regretted]]],
  ['after the message came twice, spelled differently', [harmless, regretted, [regretted], notice]],
])('a deletion notice that comes %s', (_when, deliveries) => {
  it('leaves a tombstone in the thread', async () => {
    await deliverTo(await openTestDatabase(), deliveries);
    const messages = await threadOfDemo();
    expect(messages).toHaveLength(2);
    expect(messages.find(({ erasedAt }) => erasedAt !== null)).toMatchObject({
      kind: 'text',
      content: null,
      text: null,
      reference: null,
      messageContext: null,
      sentAt: '2024-05-06T11:37:49.000Z',
    });
  });

  it('leaves nothing of the message in any file', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, deliveries);
    expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
    expect(await database.filesHolding('zwijgwoord-7431')).toEqual([]);
    expect(await database.filesHolding('wamid.regretted')).toEqual([]);
    expect(await database.filesHolding('Good morning')).not.toEqual([]);
  });

  it('leaves nothing to find and no source to see', async () => {
    await deliverTo(await openTestDatabase(), deliveries);
    expect((await searchInbox(caller, { q: 'zwijgwoord' })).items).toEqual([]);
    const tombstone = (await threadOfDemo()).find(({ erasedAt }) => erasedAt !== null);
    await expect(readSource(caller, Number(tombstone?.id))).rejects.toMatchObject({ code: 'message_erased' });
  });

  it('is no message itself and makes no conversation', async () => {
    await deliverTo(await openTestDatabase(), deliveries);
    expect((await listConversations(caller)).items).toHaveLength(1);
  });
});

/** What is kept of an erased message, and of its file until that is deleted at CM.com. Any other column must be empty. */
const kept = {
  Message: [
    ...['id', 'conversationId', 'customerId', 'identity', 'direction', 'kind', 'referenceHash', 'contextSent'],
    ...['sentAt', 'metaReceivedAt', 'receivedAt', 'erasedAt', 'sample'],
  ],
  Media: [
    'id',
    'messageId',
    'url',
    'host',
    'mediaType',
    'state',
    'attempts',
    'nextAttemptAt',
    'storedAt',
    'deletingUntil',
  ],
};

/** Columns of these rows that hold something, in the order of the table. */
function filledColumns(rows: Row[]): string[] {
  const isEmpty = (value: unknown) => value === null || value === '' || value === 0 || value === false;
  return Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => !isEmpty(row[name])));
}

describe('of an erased message with a file and a quote', () => {
  const first = mo({ reference: 'first', text: 'Stays' });
  const photo = mediaMo({
    url: 'https://cdn-1.messaging.cm.com/fileproxy/files/a1',
    title: 'secret.png',
    reference: 'wamid.regretted',
    text: 'A caption',
    messageContext: 'first',
  });

  it('every column is emptied that is not to be kept', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [first, photo]);
    // As if all that can happen to a file had happened.
    const now = new Date();
    const facts = { size: 1, storedType: 'image/png', width: 1, height: 1, durationMs: 1, animated: true, peaks: '1' };
    const doing = { deletingSince: now, deletingBy: 'Ann', deletingUserId: '1', deletingUntil: now };
    const copy = { state: 'stored', storedAt: now, fileName: 'aa', sha256: 'aa', attempts: 3 };
    const data = { ...facts, ...doing, ...copy, reason: 'gone', deletionReason: 'refused' };
    await database.write((tx) => tx.media.updateMany({ data }));
    const [, told = {}] = await database.rows('Message');
    const empty = (row: Row) => Object.keys(row).filter((name) => !filledColumns([row]).includes(name));
    expect(empty(told)).toEqual(['erasedAt', 'sample']);
    expect((await database.rows('Media')).flatMap(empty)).toEqual(['deletedAt', 'deletedBy']);
    await deliverTo(database, [notice]);
    await expectOnlyKept(database);
  });

  it.each([
    ['before', [first, notice, photo]],
    ['in one list with', [[first, photo, notice]]],
    ['in one list before', [[first, notice, photo]]],
  ])('nothing else is there when the notice came %s it', async (_when, deliveries) => {
    const database = await openTestDatabase();
    await deliverTo(database, deliveries);
    await expectOnlyKept(database);
  });

  async function expectOnlyKept(database: TestDatabase): Promise<void> {
    const erased = (await database.rows('Message')).filter(({ erasedAt }) => erasedAt !== null);
    expect(erased).toHaveLength(1);
    expect(filledColumns(erased).filter((name) => !kept.Message.includes(name))).toEqual([]);
    const files = await database.rows('Media');
    expect(files).toMatchObject([{ state: 'erasing', attempts: 0 }]);
    expect(filledColumns(files).filter((name) => !kept.Media.includes(name))).toEqual([]);
  }
});

describe('a deletion notice', () => {
  it('makes no conversation when it comes alone', async () => {
    await deliverTo(await openTestDatabase(), [notice]);
    expect((await listConversations(caller)).items).toEqual([]);
  });

  it('touches nobody else: the same reference from another sender, to another number or by another channel stays', async () => {
    const others = [
      mo({ reference: 'wamid.regretted', text: 'Another sender', number: '+31687654321' }),
      mo({ reference: 'wamid.regretted', text: 'Another business number', to: '+31301234567' }),
      { ...mo({ reference: 'wamid.regretted', text: 'Another channel' }), channel: 'SMS' },
    ];
    await deliverTo(await openTestDatabase(), [...others, notice, regretted]);
    const { items } = await listConversations(caller);
    const texts = await Promise.all(
      items.map(async ({ id }) => (await readThread(caller, id)).items.map(({ text }) => text)),
    );
    expect(texts.flat().sort()).toEqual(['Another business number', 'Another channel', 'Another sender', null].sort());
  });

  it('needs the whole reference, not its beginning', async () => {
    await deliverTo(await openTestDatabase(), [mo({ reference: 'wamid.regretted-not', text: 'Stays' }), notice]);
    expect((await threadOfDemo()).map(({ text }) => text)).toEqual(['Stays']);
  });

  it.each([
    ['%', 'wamid.regretted'],
    ['wamid.%', 'wamid.regretted'],
    ['wamid_regretted', 'wamid.regretted'],
    ['WAMID.REGRETTED', 'wamid.regretted'],
    ['wamid.regrette', 'wamid.regretted'],
    ['XXXXXXX', 'XXXXXXXYYYYY'],
    ['XXXXXXXYYYYY', 'XXXXXXX'],
    ['wamid .regretted', 'wamid.regretted'],
    ['wamid.regretted\u0000', 'wamid.regretted'],
    ['wamid.régretted', 'wamid.regretted'],
    ['ｗamid.regretted', 'wamid.regretted'],
    ["' OR 1=1 --", 'wamid.regretted'],
    ['12345678901234567890', '12345678901234567891'],
  ])('that names %j leaves %j alone', async (named, reference) => {
    const told = mo({ reference, text: 'Stays' });
    await deliverTo(await openTestDatabase(), [told, mo({ text: '', custom: { deletedMessage: named } }), told]);
    expect((await threadOfDemo()).map(({ text }) => text)).toEqual(['Stays']);
  });

  it('takes only its own of two twenty-digit references that one double cannot tell apart', async () => {
    const database = await openTestDatabase();
    const raw = (body: object) => JSON.stringify(body).replace(/"#(\d+)"/g, '$1');
    const bodies = [
      mo({ reference: '#12345678901234567890', text: 'Goes' }),
      mo({ reference: '#12345678901234567891', text: 'Stays' }),
      mo({ text: '', custom: { deletedMessage: '#12345678901234567890' } }),
    ];
    for (const body of bodies) await receiveDelivery(new TextEncoder().encode(raw(body)), null);
    await applyReceived(database);
    expect((await threadOfDemo()).map(({ text }) => text).sort()).toEqual(['Stays', null]);
  });

  it(`touches nobody else in ${COLLISIONS} cases of one reference in one second`, async () => {
    const database = await openTestDatabase();
    const expected = new Map<string, string[]>();
    const bodies: object[] = [];
    let random = 1;
    const pick = (count: number) => (random = (random * 48_271) % 2_147_483_647) % count;
    for (let serial = 0; serial < COLLISIONS; serial += 1) {
      const reference = `shared-${(serial % 7).toString()}`;
      const told = [0, 1].map((side) => {
        const number = `+3168${serial.toString().padStart(5, '0')}${side.toString()}`;
        return { number, message: mo({ reference, number, text: `Of ${number}` }) };
      });
      const doomed = told[pick(2)];
      const notice = doomed && mo({ number: doomed.number, text: '', custom: { deletedMessage: reference } });
      for (const { number } of told) expected.set(number, number === doomed?.number ? [] : [`Of ${number}`]);
      const three = [...told.map(({ message }) => message), ...(notice ? [notice] : [])];
      while (three.length > 0) bodies.push(...three.splice(pick(three.length), 1));
    }
    for (let from = 0; from < bodies.length; from += 60) {
      const together = bodies.slice(from, from + 60);
      await Promise.all(together.map((body) => receiveDelivery(new TextEncoder().encode(JSON.stringify(body)), null)));
      await applyReceived(database);
    }
    const rows = await database.reader.message.findMany({ include: { conversation: { include: { customer: true } } } });
    expect(rows).toHaveLength(COLLISIONS * 2);
    for (const { text, erasedAt, conversation } of rows) {
      const left = expected.get(conversation.customer.number ?? '');
      expect(erasedAt === null ? [text] : []).toEqual(left);
    }
  }, 600_000);

  it('finds its message in whatever way the number and the reference are spelled', async () => {
    const spelled = mo({
      reference: 'x',
      text: '',
      number: '0031612345678',
      custom: { deletedMessage: ' wamid.regretted ' },
    });
    await deliverTo(await openTestDatabase(), [regretted, spelled]);
    expect((await threadOfDemo()).map(({ erasedAt }) => erasedAt !== null)).toEqual([true]);
  });

  it('takes only its own message out of a list', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [[harmless, regretted], notice]);
    const kept = (await threadOfDemo()).find(({ text }) => text === 'Good morning');
    expect(await readSource(caller, Number(kept?.id))).toContain('Good morning');
    expect(await database.filesHolding('Zwijgwoord')).toEqual([]);
  });

  it('leaves a reply its own words, with the quote erased', async () => {
    await deliverTo(await openTestDatabase(), [
      regretted,
      mo({ text: 'To what I said', messageContext: 'wamid.regretted', timeUtc: '2024-05-06T11:40:00' }),
      notice,
    ]);
    const reply = (await threadOfDemo()).find(({ text }) => text === 'To what I said');
    expect(reply).toMatchObject({ messageContext: 'wamid.regretted', quoted: { state: 'erased', kind: 'text' } });
    expect(JSON.stringify(reply)).not.toContain('Zwijgwoord');
  });

  it('leaves the list row without its words', async () => {
    await deliverTo(await openTestDatabase(), [regretted, notice]);
    const [conversation] = (await listConversations(caller)).items;
    expect(conversation).toMatchObject({ unread: 0, preview: { text: '', erased: true } });
  });

  it('keeps a keyed hash of what it erased, and no more', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [notice]);
    const [erasure, ...more] = await database.rows('Erasure');
    expect(more).toEqual([]);
    const { receivedAt, ...hashes } = erasure ?? {};
    expect(receivedAt).toBeDefined();
    expect(Object.keys(hashes)).toEqual(['scopeHash', 'referenceHash', 'senderHash']);
    for (const hash of Object.values(hashes)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await database.rows('Delivery')).toMatchObject([{ body: Buffer.alloc(0), state: 'applied' }]);
  });
});

async function threadOfDemo() {
  const { items } = await listConversations(caller);
  const demo = items.find(({ customer }) => customer.number === '+31612345678');
  return demo ? (await readThread(caller, demo.id)).items : [];
}
