import { describe, expect, it } from 'vitest';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { fillInbox } from '@/lib/inbox/setup/fill-inbox';
import { findConversation } from '@/lib/inbox/reading/find-conversation';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { markRead } from '@/lib/inbox/acting/mark-read';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { reparse, type ReparseProgress } from '@/lib/inbox/reparsing/reparse';
import { generateDeliveries } from '@/lib/samples/generate-deliveries';
import { callerWith } from './support/callers';
import { conversationsOf } from './support/conversations-of';
import { deliverTo } from './support/deliver-to';
import { mediaMo } from './support/media-mo';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';
import { sourcePayloads } from './support/source-payloads';

const operator = callerWith('operator');

const first = mo({ reference: 'first', text: 'The first', timeUtc: '2024-05-06T10:00:00' });
const reply = mo({ reference: 'reply', text: 'To it', messageContext: 'first', timeUtc: '2024-05-06T10:01:00' });
const photo = mediaMo({ url: 'https://cdn-1.messaging.cm.com/fileproxy/files/one', timeUtc: '2024-05-06T10:02:00' });
const notice = mo({ reference: 'notice', text: '', custom: { deletedMessage: 'first' } });
const welcome = mo({ text: '', custom: { message_type: 'request_welcome' }, timeUtc: '2024-05-06T10:03:00' });

describe('reparsing', () => {
  it('changes nothing of what today’s readers made', async () => {
    const database = await openTestDatabase();
    const bodies = sourcePayloads().map((payload) => payload.mo);
    await deliverTo(database, [bodies, ...bodies, 'no message', ...generateDeliveries({ seed: 3, count: 60 })]);
    const before = await everythingIn(database);
    expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
    expect(await everythingIn(database)).toEqual(before);
  }, 180_000);

  it('changes nothing of what was generated, as if it had been received', async () => {
    const database = await openTestDatabase();
    await fillInbox(database.url, { messages: 300, seed: 1, customers: 40, busiest: 10 }, () => undefined);
    expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
  });

  it.each<[string, unknown[], (tx: Tx) => Promise<unknown>]>([
    [
      'messages that an earlier version could not read',
      [first, photo, reply],
      async (tx) => {
        await tx.media.deleteMany();
        await tx.message.updateMany({ data: { kind: 'unknown', content: '{"messageType":null}', searchText: '' } });
      },
    ],
    ['texts that were read otherwise', [first, reply], (tx) => tx.message.updateMany({ data: { text: 'Misread' } })],
    [
      'references and quotes that were not understood',
      [first, reply],
      (tx) => tx.message.updateMany({ data: { referenceHash: null, contextHash: null, quotedMessageId: null } }),
    ],
    [
      'whose messages they are, where nobody noted it',
      [first, reply],
      (tx) => tx.message.updateMany({ data: { customerId: null } }),
    ],
    ['times that were misread', [first, reply], (tx) => tx.message.updateMany({ data: { sentAt: new Date(0) } })],
    [
      'the file of a message',
      [photo],
      (tx) => tx.media.updateMany({ data: { url: 'https://wrong.example', contentType: null } }),
    ],
    [
      'what the list shows of a conversation',
      [first, reply, welcome],
      (tx) => tx.conversation.updateMany({ data: { lastMessageId: 1, lastMessageAt: new Date(0), newChat: false } }),
    ],
    [
      'identities that were made otherwise',
      [first, reply],
      async (tx) => {
        for (const { id } of await tx.message.findMany())
          await tx.message.update({ where: { id }, data: { identity: `old ${id.toString()}` } });
      },
    ],
  ])('puts right in place: %s', async (_what, deliveries, spoil) => {
    const database = await openTestDatabase();
    await deliverTo(database, deliveries);
    const before = await everythingIn(database);
    await database.write(spoil);
    expect(await everythingIn(database)).not.toEqual(before);

    await reparse(database, { version: 'today' });
    const { media, ...after } = await everythingIn(database);
    expect({ ...after, media: withoutIds(media) }).toEqual({ ...before, media: withoutIds(before.media) });
    const [change] = await database.reader.change.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(change?.type).toBe('reset');
    expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
  });

  it('reads what was a problem', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [first, reply]);
    const before = await conversationsOf(database);
    await database.write(async (tx) => {
      await tx.message.deleteMany({ where: { text: 'The first' } });
      await tx.delivery.updateMany({ where: { id: 1 }, data: { state: 'problem', reason: 'not-json' } });
    });
    await reparse(database, { version: 'today' });
    expect(await conversationsOf(database)).toEqual(before);
    expect(await database.reader.delivery.count({ where: { state: 'problem' } })).toBe(0);
  });

  it('takes back a message that was none, and says why', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [first, mo({ text: 'Was an event', number: '+31687654321' })]);
    await bodyOf(database, 2, { event: 'delivered' });
    await reparse(database, { version: 'today' });
    expect((await listConversations(operator)).items).toHaveLength(1);
    expect(await database.reader.delivery.findUnique({ where: { id: 2 } })).toMatchObject({
      state: 'problem',
      reason: 'event',
    });
    expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
  });

  it('obeys a deletion notice that was taken for a message', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [first, mo({ text: 'Was a notice' })]);
    await bodyOf(database, 2, notice);
    await reparse(database, { version: 'today' });
    const messages = await database.reader.message.findMany();
    expect(messages).toMatchObject([{ id: 1, text: null, content: null }]);
    expect(await database.reader.delivery.findMany()).toMatchObject([
      { body: new Uint8Array() },
      { body: new Uint8Array() },
    ]);
  });

  it('leaves erased what is erased', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [first, [first, photo], reply, notice, [notice, welcome]]);
    const before = await everythingIn(database);
    expect(before.messages.filter(({ erasedAt }) => erasedAt !== null)).toHaveLength(1);
    await reparse(database, { version: 'today' });
    expect(await everythingIn(database)).toEqual(before);
  });

  it('makes one of a message that was recorded twice, and keeps what refers to it', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [first, [first], reply]);
    const before = await conversationsOf(database);
    await database.write(async (tx) => {
      const message = await tx.message.findUniqueOrThrow({ where: { id: 1 } });
      const double = await tx.message.create({ data: { ...message, id: 1000, identity: 'another' } });
      await tx.messageSource.updateMany({ where: { deliveryId: 2 }, data: { messageId: double.id } });
      await tx.message.updateMany({ where: { text: 'To it' }, data: { quotedMessageId: double.id } });
    });
    await reparse(database, { version: 'today' });
    expect(await conversationsOf(database)).toEqual(before);
    expect(await database.reader.messageSource.findMany({ where: { messageId: 1 } })).toHaveLength(2);
    expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
  });

  it('moves messages to whom they belong today, and the old conversation goes on answering', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [first, reply]);
    const [old] = (await listConversations(operator)).items;
    await markRead(operator, Number(old?.id), 2);
    await database.write((tx) => tx.customerKey.updateMany({ data: { key: 'number:as spelled before' } }));
    await reparse(database, { version: 'today' });
    const { items } = await listConversations(operator);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ unread: 0, customer: { number: '+31612345678' } });
    expect((await findConversation(operator, old?.id ?? ''))?.id).toBe(items[0]?.id);
    expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
  });

  it('goes on where it was cut off, but not where other readers were', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [first, reply]);
    await database.write((tx) => tx.message.updateMany({ data: { text: 'Misread' } }));
    const steps: ReparseProgress[] = [];
    const isCutOff = () => steps.at(-1)?.step === 'conversations';
    const onProgress = (progress: ReparseProgress) => steps.push(progress);
    expect(await reparse(database, { version: 'today', onProgress, isStopped: isCutOff })).toBeNull();

    const later = await firstProgress(database, 'today');
    expect(later).toMatchObject({ step: 'conversations', changed: 2 });
    expect(await firstProgress(database, 'tomorrow')).toMatchObject({ step: 'deliveries', at: 0, changed: 0 });
    expect(await reparse(database, { version: 'today' })).toMatchObject({ step: 'conversations', changed: 2 });
    expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
  });

  it('waits while another process reparses, but not for one that ended without a word', async () => {
    const database = await openTestDatabase();
    const lease = { name: 'reparse', holder: 'another' };
    await database.write((tx) => tx.lease.create({ data: { ...lease, until: new Date(Date.now() + 60_000) } }));
    let waited = false;
    const isStopped = () => waited;
    const onWait = () => (waited = true);
    expect(await reparse(database, { version: 'today', onWait, isStopped })).toBeNull();
    await database.write((tx) => tx.lease.updateMany({ data: { until: new Date(Date.now() - 1) } }));
    expect(await reparse(database, { version: 'today' })).not.toBeNull();
  });

  it('leaves alone what arrives meanwhile', async () => {
    const database = await openTestDatabase();
    await deliverTo(database, [...generateDeliveries({ seed: 4, count: 40 })]);
    await database.write((tx) => tx.message.updateMany({ where: { erasedAt: null }, data: { text: 'Misread' } }));
    const arriving = [...generateDeliveries({ seed: 5, count: 40 })];
    await Promise.all([
      reparse(database, { version: 'today' }),
      ...arriving.map((body) => receiveDelivery(new TextEncoder().encode(JSON.stringify(body)), null)),
      applyReceived(database),
    ]);
    await applyReceived(database);
    const after = await conversationsOf(database);
    expect(JSON.stringify(after)).not.toContain('Misread');
    expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
    expect(await conversationsOf(database)).toEqual(after);
  });
});

async function everythingIn({ reader }: TestDatabase) {
  return {
    messages: await reader.message.findMany({ orderBy: { id: 'asc' } }),
    conversations: await reader.conversation.findMany({ orderBy: { id: 'asc' } }),
    customers: await reader.customer.findMany({ orderBy: { id: 'asc' }, include: { keys: true } }),
    media: await reader.media.findMany({ orderBy: { messageId: 'asc' } }),
    sources: await reader.messageSource.findMany({ orderBy: [{ messageId: 'asc' }, { deliveryId: 'asc' }] }),
    deliveries: await reader.delivery.findMany({ orderBy: { id: 'asc' } }),
  };
}

function withoutIds(media: { url: string | null; state: string; messageId: number; contentType: string | null }[]) {
  return media.map(({ url, state, messageId, contentType }) => ({ url, state, messageId, contentType }));
}

async function bodyOf(database: TestDatabase, id: number, body: unknown): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  await database.write((tx) => tx.delivery.updateMany({ where: { id }, data: { body: bytes } }));
}

async function firstProgress(database: TestDatabase, version: string): Promise<ReparseProgress | undefined> {
  let seen: ReparseProgress | undefined;
  await reparse(database, { version, onProgress: (progress) => (seen ??= progress), isStopped: () => true });
  return seen;
}
