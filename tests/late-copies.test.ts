import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { callerWith } from './support/callers';
import { confirmDeletions } from './support/confirm-deletions';
import { conversationsOf } from './support/conversations-of';
import { countOf } from './support/count-of';
import { deliverTo } from './support/deliver-to';
import { engine } from './support/engines';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

const caller = callerWith('viewer');

const file = (name: string) => ({
  mediaUri: `https://cdn-1.messaging.cm.com/fileproxy/files/${name}`,
  contentType: 'image/png',
  title: 'Zwijgfoto',
});
const photo = (name: string, more: Parameters<typeof mo>[0] = {}) =>
  mo({ reference: 'wamid.photo', text: '', media: file(name), ...more });
const first = photo('first', { timeUtc: '2024-05-06T10:00:00' });
const otherBody = { ...photo('first', { timeUtc: '2024-05-06T10:00:00' }), retry: 1 };
const otherAddress = photo('second', { timeUtc: '2024-05-06T10:00:07' });
const earlier = photo('third', { timeUtc: '2024-05-06T09:59:00' });
const notice = mo({ reference: 'wamid.notice', text: '', custom: { deletedMessage: 'wamid.photo' } });
const reply = mo({ text: 'To the photo', messageContext: 'wamid.photo', timeUtc: '2024-05-06T11:00:00' });
const late = [otherBody, otherAddress, earlier];

/** The addresses that CM.com was asked to delete after each delivery. */
async function deliverAndDelete(database: TestDatabase, deliveries: unknown[]): Promise<string[]> {
  const deleted: string[] = [];
  for (const delivery of deliveries) {
    await deliverTo(database, [delivery]);
    deleted.push(...(await confirmDeletions(database)));
  }
  return deleted.map((address) => address.replace(/.*\//, ''));
}

async function thread() {
  const { items } = await listConversations(caller);
  return items[0] ? (await readThread(caller, items[0].id)).items : [];
}

describe('a late copy of a media message that its customer deleted', () => {
  it.each([
    ['after the message and its notice', [first, notice, ...late]],
    ['after the notice, before any other', [notice, first, ...late]],
    ['after the notice, all in one list', [notice, [first, ...late]]],
    ['twice, and the notice again', [first, notice, ...late, { ...otherAddress, retry: 2 }, notice, [otherAddress]]],
    ['from a number in another spelling', [first, notice, photo('fourth', { number: '0031612345678' })]],
  ])('makes no further tombstone and no further deletion: %s', async (_when, deliveries) => {
    const database = await openTestDatabase();
    expect(await deliverAndDelete(database, deliveries)).toEqual(['first']);
    const messages = await thread();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ kind: 'media', content: null });
    expect(messages[0]?.erasedAt).not.toBeNull();
    for (const marker of ['Zwijgfoto', 'wamid.photo', 'fileproxy'])
      expect(await database.filesHolding(marker)).toEqual([]);
  });

  it('that came before the notice is deleted at CM.com as well, each address once, and then one tombstone is left', async () => {
    const database = await openTestDatabase();
    expect(await deliverAndDelete(database, [first, ...late, notice])).toEqual(['first', 'second', 'third']);
    expect(await thread()).toHaveLength(1);
  });

  it('leaves alone what another customer or another conversation has under the same reference', async () => {
    const database = await openTestDatabase();
    const others = [photo('other', { number: '+31687654321' }), photo('number', { to: '+31301234567' })];
    expect(await deliverAndDelete(database, [first, notice, ...others, ...late])).toEqual(['first']);
    const rows = await database.reader.message.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ erasedAt }) => erasedAt !== null)).toEqual([true, false, false]);
  });

  it('is not counted as unread, and brings no conversation to the top of the list', async () => {
    const database = await openTestDatabase();
    await deliverAndDelete(database, [first, notice, mo({ number: '+31687654321' }), ...late]);
    const { items } = await listConversations(caller);
    expect(items.map(({ customer, unread }) => [customer.number, unread])).toEqual([
      ['+31687654321', 1],
      ['+31612345678', 0],
    ]);
  });

  it('leads to the same state in any order of message, copies, notice and reply', async () => {
    const outcomes: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(shuffled([first, ...late, notice, reply, notice]), async (order) => {
        const database = await openTestDatabase();
        await deliverAndDelete(database, order);
        outcomes.push(await conversationsOf(database));
        await database.remove();
        expect(outcomes.at(-1)).toEqual(outcomes[0]);
      }),
      { seed: 20_261_201, numRuns: countOf('LATE_COPIES', { few: engine() === 'sqlite' ? 8 : 3, many: 500 }) },
    );
    expect(outcomes[0]).toMatchObject([
      { messages: [{ erased: true, sentAt: new Date('2024-05-06T09:59:00Z'), media: null }, { text: 'To the photo' }] },
    ]);
  }, 600_000);
});

function shuffled<Item>(items: Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length });
}
