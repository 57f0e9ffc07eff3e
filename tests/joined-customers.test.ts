import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { database } from '@/lib/db/engine/database';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { countViews } from '@/lib/inbox/reading/count-views';
import { describeConversation } from '@/lib/inbox/reading/describe-conversation';
import { findConversation } from '@/lib/inbox/reading/find-conversation';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { markRead } from '@/lib/inbox/acting/mark-read';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { callerWith } from './support/callers';
import { conversationsOf } from './support/conversations-of';
import { deliverTo } from './support/deliver-to';
import { engine } from './support/engines';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const operator = callerWith('operator');
const userId = 'NL.13491208655302741918';

const byNumber = { ...mo({ reference: 'n1', text: 'From my number', timeUtc: '2024-05-06T10:00:00' }) };
const byUserId = {
  ...mo({ reference: 'u1', text: 'From my user name', messageContext: 'n1', timeUtc: '2024-05-06T10:01:00' }),
  from: { number: '', name: 'Demo', userId },
};
const byBoth = {
  ...mo({ reference: 'b1', text: 'Both at once', timeUtc: '2024-05-06T10:02:00' }),
  from: { number: '0031612345678', name: 'Demo', userId },
};
const noticeByNumber = {
  ...mo({ reference: 'd1', custom: { deletedMessage: 'u1' }, timeUtc: '2024-05-06T10:03:00' }),
};

describe('a message that carries both a number and a user id', () => {
  it('makes one conversation of two, and both ids go on answering', async () => {
    await deliverTo(await openTestDatabase(), [byNumber, byUserId]);
    const before = (await listConversations(operator)).items.map(({ id }) => id);
    expect(before).toHaveLength(2);

    await deliverTo(database(), [byBoth]);
    const { items } = await listConversations(operator);
    expect(items).toHaveLength(1);
    for (const id of before) expect((await findConversation(operator, id))?.id).toBe(items[0]?.id);
    const thread = await readThread(operator, before[0] ?? '');
    expect(thread.items.map(({ text }) => text)).toEqual(['From my number', 'From my user name', 'Both at once']);
    expect(thread.items[1]?.quoted).toMatchObject({ state: 'known', preview: 'From my number' });
  });

  it('keeps both numbers of who has had two, and the details name them', async () => {
    const next = { ...mo({ reference: 'b2', text: 'My new number', timeUtc: '2024-05-06T10:04:00' }) };
    await deliverTo(await openTestDatabase(), [
      byBoth,
      { ...next, from: { number: '+31687654321', name: 'Demo', userId } },
    ]);
    const [conversation] = (await listConversations(operator)).items;
    expect(conversation?.customer.number).toBe('+31687654321');
    expect((await describeConversation(operator, Number(conversation?.id))).otherNumbers).toEqual([
      { number: '+31612345678', shown: '+31 6 12345678' },
    ]);
  });

  it('loses nothing that is unread', async () => {
    await deliverTo(await openTestDatabase(), [byNumber, byUserId]);
    const [newest] = (await listConversations(operator)).items;
    const [message] = (await readThread(operator, newest?.id ?? '')).items;
    await markRead(operator, Number(newest?.id), Number(message?.id));
    await deliverTo(database(), [byBoth]);
    const [joined] = (await listConversations(operator)).items;
    expect(joined?.unread).toBeGreaterThanOrEqual(2);
  });

  it('begins what is unread of both at the first message that was not read in either', async () => {
    const write = (reference: string, sender: object, minute: string) => ({
      ...mo({ reference, text: reference, timeUtc: `2024-05-06T09:${minute}:00` }),
      from: { name: 'Demo', ...sender },
    });
    const [number, user] = [{ number: '+31612345678' }, { number: '', userId }];
    await deliverTo(await openTestDatabase(), [
      ...[write('n-read', number, '01'), write('u-read', user, '02'), write('u-unread', user, '03')],
      ...[write('n-later', number, '04'), write('u-later', user, '05')],
    ]);
    for (const { id } of (await listConversations(operator)).items) {
      const [first] = (await readThread(operator, id)).items;
      await markRead(operator, Number(id), Number(first?.id));
    }
    await deliverTo(database(), [byBoth]);
    const [joined] = (await listConversations(operator)).items;
    expect(joined?.unread).toBe(4);
    const thread = await readThread(operator, joined?.id ?? '');
    expect(thread.items.find(({ id }) => id === thread.firstUnreadId)?.text).toBe('u-unread');
  });

  it('erases what a notice named by the other key to another business number, and the list shows that', async () => {
    const to = '+31207777777';
    await deliverTo(await openTestDatabase(), [
      { ...byUserId, to: { number: to } },
      { ...noticeByNumber, to: { number: to } },
    ]);
    expect((await listConversations(operator, { view: 'unread' })).items).toHaveLength(1);
    await deliverTo(database(), [byBoth]);
    const { items } = await listConversations(operator);
    expect(items.map(({ businessNumber, preview }) => [businessNumber.number, preview.erased])).toEqual([
      ['+31201234567', false],
      [to, true],
    ]);
    const unread = (await listConversations(operator, { view: 'unread' })).items;
    expect(unread.map(({ businessNumber }) => businessNumber.number)).toEqual(['+31201234567']);
    expect(await countViews(operator)).toMatchObject({ unread: 1 });
  });

  it('leads to the same state in any order, with a notice that knows the customer by the other key only', async () => {
    const deliveries = [byNumber, byUserId, byBoth, noticeByNumber];
    const states = [];
    const orders = permutationsOf(deliveries).filter((_order, index) => engine() === 'sqlite' || index % 4 === 0);
    for (const order of orders) {
      states.push(JSON.stringify(await stateAfter(order)));
    }
    expect(new Set(states).size).toBe(1);
    expect(states[0]).not.toContain('From my user name');
  });

  it('has the same name in any order, when two were sent in the same second', async () => {
    const names = [
      { ...byNumber, from: { number: '+31612345678', name: 'Ada' } },
      { ...byUserId, timeUtc: byNumber.timeUtc, from: { number: '', name: 'Zoe', userId } },
      { ...byBoth, timeUtc: '2024-05-06T09:59:00', from: { number: '+31612345678', name: 'Earlier', userId } },
    ];
    for (const order of permutationsOf(names))
      expect(await stateAfter(order)).toMatchObject([{ customer: { name: 'Zoe' } }]);
  });

  it('erases every copy of what a notice names by the other key, when all of it is read at once', async () => {
    const opened = await openTestDatabase();
    const doomed = { ...byNumber, message: { ...byNumber.message, text: 'Regretted-4711' } };
    const notice = {
      ...mo({ reference: 'd2', custom: { deletedMessage: 'n1' }, timeUtc: '2024-05-06T10:03:00' }),
      from: { number: '', name: 'Demo', userId },
    };
    await deliverTo(opened, [notice]);
    for (const body of [JSON.stringify(doomed), JSON.stringify(doomed, null, 1), JSON.stringify(byBoth)])
      await receiveDelivery(new TextEncoder().encode(body), null);
    await applyReceived(opened);
    const bodies = (await opened.rows('Delivery')).map(({ body }) => String(body));
    expect(bodies.filter((body) => body.includes('Regretted-4711'))).toEqual([]);
  });

  it('leads to the same state in any order, when the number changes and the notice names both', async () => {
    const deliveries = [
      byNumber,
      byUserId,
      { ...byBoth, from: { number: '+31687654321', name: 'Démo', userId } },
      { ...noticeByNumber, from: { number: '+31612345678', name: 'Demo', userId } },
      { ...byBoth, timeUtc: byNumber.timeUtc, from: { number: '+31612345678', name: 'Earlier', userId } },
    ];
    const expected = await stateAfter(deliveries);
    expect(expected).toMatchObject([{ customer: { name: 'Démo', number: '+31687654321' } }]);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(deliveries, { minLength: deliveries.length }), async (order) => {
        expect(await stateAfter(order)).toEqual(expected);
      }),
      { seed: 20_240_510, numRuns: engine() === 'sqlite' ? 10 : 3 },
    );
  }, 120_000);
});

async function stateAfter(deliveries: unknown[]): Promise<unknown[]> {
  const opened = await openTestDatabase();
  await deliverTo(opened, deliveries);
  const state = await conversationsOf(opened);
  await opened.remove();
  return state;
}

function permutationsOf<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) => permutationsOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
