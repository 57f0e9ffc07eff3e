import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { database } from '@/lib/db/engine/database';
import { declareSame } from '@/lib/inbox/customers/declare-same';
import { describeConversation } from '@/lib/inbox/reading/describe-conversation';
import { findConversation } from '@/lib/inbox/reading/find-conversation';
import { handleConversation } from '@/lib/inbox/acting/handle-conversation';
import { listCandidates } from '@/lib/inbox/customers/list-candidates';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { markRead } from '@/lib/inbox/acting/mark-read';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { undoDeclaration } from '@/lib/inbox/customers/undo-declaration';
import { callerWith } from './support/callers';
import { conversationsOf } from './support/conversations-of';
import { deliverTo } from './support/deliver-to';
import { engine } from './support/engines';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';
import { rowsOf } from './support/rows';

const operator = callerWith('operator');

const nameless = (text: string, minute: number, more = {}) => ({
  ...mo({ reference: text, text, timeUtc: at(minute), ...more }),
  from: { number: '', name: 'Somebody' },
});
const ada = (text: string, minute: number, more = {}) =>
  mo({ reference: text, text, number: '+31611111111', name: 'Ada', timeUtc: at(minute), ...more });
const bo = (text: string, minute: number, more = {}) =>
  mo({ reference: text, text, number: '+31622222222', name: 'Bo', timeUtc: at(minute), ...more });
const boByUserId = (text: string, minute: number) => ({
  ...mo({ reference: text, text, timeUtc: at(minute) }),
  from: { number: '', name: 'Bo', userId: 'NL.1' },
});
const boByBoth = (text: string, minute: number) => ({
  ...mo({ reference: text, text, timeUtc: at(minute) }),
  from: { number: '0031622222222', name: 'Bo', userId: 'NL.1' },
});

describe('an unidentified sender who is assigned to a customer', () => {
  it('writes in that conversation, as long as the assignment stands', async () => {
    await deliverTo(await openTestDatabase(), [ada('hers', 1), nameless('whose?', 2)]);
    const before = await conversationIds();
    const { conversationId } = await declare('Somebody', 'Ada');
    await deliverTo(database(), [nameless('later', 3)]);

    expect(await textsOf('Ada')).toEqual(['hers', 'whose?', 'later']);
    expect((await listConversations(operator)).items).toHaveLength(1);
    for (const id of before) expect((await findConversation(operator, id))?.id).toBe(conversationId);
    const { declarations } = await describeConversation(operator, Number(conversationId));
    expect(declarations).toMatchObject([
      { customer: { name: 'Somebody', identified: false }, sameAs: { name: 'Ada', identified: true } },
    ]);
  });

  it('has everything back when it is undone: what arrived since, tombstones and the old address too', async () => {
    await deliverTo(await openTestDatabase(), [ada('hers', 1), nameless('whose?', 2), nameless('regretted', 3)]);
    const [nobodys, hers] = await conversationIds();
    await declare('Somebody', 'Ada');
    await deliverTo(database(), [
      nameless('later', 4, { messageContext: 'hers' }),
      nameless('', 5, { custom: { deletedMessage: 'regretted' } }),
    ]);
    expect((await threadOf('Ada')).at(-1)?.quoted).toMatchObject({ state: 'known', preview: 'hers' });
    await undo();

    expect(await textsOf('Ada')).toEqual(['hers']);
    expect(await textsOf('Somebody')).toEqual(['whose?', null, 'later']);
    expect((await threadOf('Somebody')).at(-1)?.quoted).toEqual({ state: 'unknown' });
    expect((await findConversation(operator, nobodys ?? ''))?.customer.name).toBe('Somebody');
    expect((await findConversation(operator, hers ?? ''))?.customer.name).toBe('Ada');
  });

  it('stays erased what a notice of either named while both were one, also in a copy that comes when it is undone', async () => {
    await deliverTo(await openTestDatabase(), [ada('hers', 1), bo('regretted', 2)]);
    await declare('Bo', 'Ada');
    await deliverTo(database(), [ada('', 3, { custom: { deletedMessage: 'regretted' } })]);
    await undo();
    expect(await textsOf('Bo')).toEqual([null]);
    // The same message once more, with something changed that would make another message of it.
    await deliverTo(database(), [bo('regretted', 4)]);
    expect(await textsOf('Bo')).toEqual([null]);
    await deliverTo(database(), [nameless('regretted', 5)]);
    expect(await textsOf('Somebody')).toEqual(['regretted']);
  });

  it('is new to the conversation with what is unread, and leaves with it', async () => {
    await deliverTo(await openTestDatabase(), [
      ada('hers', 1),
      nameless('', 2, { custom: { message_type: 'request_welcome' } }),
    ]);
    const [nobodys, hers] = await conversationIds();
    const [message] = await threadOf('Ada');
    await markRead(operator, Number(hers), Number(message?.id));
    await handleConversation(operator, Number(nobodys));
    await declare('Somebody', 'Ada');
    await deliverTo(database(), [nameless('unread', 3)]);
    expect((await conversationOf('Ada'))?.unread).toBeGreaterThanOrEqual(2);
    await undo();
    expect(await conversationOf('Ada')).toMatchObject({ unread: 0, newChat: false });
    expect(await conversationOf('Somebody')).toMatchObject({ unread: 2, newChat: false });
  });
});

describe('two customers who are declared to be one', () => {
  it('are found by the name and the number of either', async () => {
    await deliverTo(await openTestDatabase(), [ada('hers', 1), bo('his', 2)]);
    await declare('Bo', 'Ada');
    for (const q of ['Ada', 'Bo', '06 22222222'])
      expect((await listConversations(operator, { q })).items.map(({ customer }) => customer.name)).toEqual(['Ada']);
  });

  it('stay apart on another business number and by another channel', async () => {
    await deliverTo(await openTestDatabase(), [
      ada('hers', 1),
      bo('his', 2),
      bo('to the other number', 3, { to: '+31207777777' }),
      { ...bo('by SMS', 4), channel: 'SMS' },
    ]);
    const before = await conversationIds();
    const conversation = await conversationOf('Ada');
    expect(
      (await listCandidates(operator, Number(conversation?.id))).items.map(({ customer }) => customer.name),
    ).toEqual(['Bo']);
    await declare('Ada', 'Bo');
    const { items } = await listConversations(operator);
    expect(items.map(({ customer, channel }) => [customer.name, channel])).toEqual([
      ['Bo', 'SMS'],
      ['Bo', 'WhatsApp'],
      ['Bo', 'WhatsApp'],
    ]);
    expect(await listCandidates(operator, Number(items[1]?.id))).toEqual({ items: [], nextCursor: null });
    await undo();
    expect(await conversationIds()).toEqual(before);
  });

  it('come apart one by one, in whichever order it is undone', async () => {
    const cleo = mo({ reference: 'c', text: 'theirs', number: '+31633333333', name: 'Cleo', timeUtc: at(3) });
    const told = [ada('hers', 1), bo('his', 2), cleo, nameless('whose?', 4)];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const opened = await openTestDatabase();
      await deliverTo(opened, told);
      const untouched = await conversationsOf(opened);
      await declare('Somebody', 'Ada');
      await declare('Ada', 'Bo');
      await declare('Bo', 'Cleo');
      expect(await textsOf('Cleo')).toEqual(['hers', 'his', 'theirs', 'whose?']);
      const ids = (await rowsOf(opened.url, 'Declaration')).map(({ id }) => Number(id));
      for (const index of order) await undoDeclaration(operator, ids[index] ?? 0);
      expect(await conversationsOf(opened)).toEqual(untouched);
      await opened.remove();
    }
  });

  it('share what either deletes, also what was named before', async () => {
    await deliverTo(await openTestDatabase(), [
      ada('secret', 1),
      bo('his', 2),
      bo('', 3, { custom: { deletedMessage: 'secret' } }),
    ]);
    expect(await textsOf('Ada')).toEqual(['secret']);
    await declare('Bo', 'Ada');
    expect(await textsOf('Ada')).toEqual([null, 'his']);
    await undo();
    expect(await textsOf('Ada')).toEqual([null]);
  });
});

describe('a declaration', () => {
  it('leads to the same state whenever it is made, with customers who turn out to be one by number and user id', async () => {
    const told = [
      ada('hers', 1),
      boByUserId('by user id', 2),
      bo('by number', 3),
      boByBoth('by both', 4),
      nameless('whose?', 5),
      nameless('reply', 6, { messageContext: 'by user id' }),
      bo('', 7, { custom: { deletedMessage: 'whose?' } }),
    ];
    const expected = await stateAfter(told, told.length);
    expect(JSON.stringify(expected)).not.toContain('"text":"whose?"');
    await fc.assert(
      fc.asyncProperty(shuffled(told), fc.nat(told.length), async (order, moment) => {
        expect(await stateAfter(order, moment)).toEqual(expected);
      }),
      { seed: 20_240_508, numRuns: engine() === 'sqlite' ? 8 : 3 },
    );
  }, 120_000);

  it('leaves no trace once it is undone, whatever has arrived since', async () => {
    const told = [
      ada('hers', 1),
      nameless('whose?', 2),
      boByUserId('by user id', 3),
      bo('by number', 4, { messageContext: 'hers' }),
      boByBoth('by both', 5),
      nameless('reply', 6, { messageContext: 'hers' }),
      nameless('', 7, { custom: { message_type: 'request_welcome' } }),
    ];
    const untouched = await openTestDatabase();
    await deliverTo(untouched, told);
    const expected = await conversationsOf(untouched);
    await untouched.remove();
    await fc.assert(
      fc.asyncProperty(shuffled(told), fc.array(fc.nat(2), { maxLength: 5 }), async (order, acts) => {
        const opened = await openTestDatabase();
        for (const [index, body] of order.entries()) {
          await deliverTo(opened, [body]);
          const act = acts[index];
          if (act === 0) await tryDeclare('Somebody', 'Ada');
          if (act === 1) await tryDeclare('Bo', 'Ada');
          if (act === 2) await tryDeclare('Ada', 'Bo');
        }
        for (;;) {
          const standing = await opened.reader.declaration.findFirst({ where: { undoneAt: null } });
          if (!standing) break;
          await undoDeclaration(operator, standing.id);
        }
        expect(await conversationsOf(opened)).toEqual(expected);
        await opened.remove();
      }),
      { seed: 20_240_509, numRuns: engine() === 'sqlite' ? 8 : 3 },
    );
  }, 120_000);

  it('is not for viewers, needs a customer of the same business number and channel, and is undone once', async () => {
    await deliverTo(await openTestDatabase(), [
      ada('hers', 1),
      bo('elsewhere', 2, { to: '+31207777777' }),
      nameless('whose?', 3),
    ]);
    const [ownId, othersId] = [(await conversationOf('Ada'))?.id, (await conversationOf('Bo'))?.customer.id];
    const nobodys = (await conversationOf('Somebody'))?.customer.id;
    await expect(declareSame(callerWith('viewer'), Number(ownId), Number(othersId))).rejects.toThrow('permission');
    for (const impossible of [othersId, nobodys, (await conversationOf('Ada'))?.customer.id])
      await expect(declareSame(operator, Number(ownId), Number(impossible))).rejects.toMatchObject({
        code: 'declaration_impossible',
      });
    await expect(declareSame(operator, Number(ownId), 999)).rejects.toMatchObject({ code: 'customer_not_found' });
    await declare('Somebody', 'Ada');
    await expect(undoDeclaration(callerWith('viewer'), 1)).rejects.toThrow('permission');
    await undo();
    await expect(undo()).rejects.toMatchObject({ code: 'declaration_not_found' });
  });

  it('is in the audit, with ids only', async () => {
    const opened = await openTestDatabase();
    await deliverTo(opened, [ada('hers', 1), nameless('whose?', 2)]);
    await declare('Somebody', 'Ada');
    await undo();
    expect(await rowsOf(opened.url, 'AuditEntry')).toMatchObject([
      { action: 'customer.declared', subject: 'declaration 1', outcome: 'customer 2 is customer 1' },
      { action: 'customer.declaration-undone', subject: 'declaration 1', userId: operator.userId },
    ]);
  });
});

/** The state after the deliveries, with both declarations made as soon as that is possible from the given moment on. */
async function stateAfter(told: unknown[], moment: number): Promise<unknown[]> {
  const opened = await openTestDatabase();
  await deliverTo(opened, told.slice(0, moment));
  let isMade = await tryDeclare('Somebody', 'Ada');
  for (const body of told.slice(moment)) {
    await deliverTo(opened, [body]);
    isMade ||= await tryDeclare('Somebody', 'Ada');
  }
  if (!(await tryDeclare('Bo', 'Ada'))) throw new Error('Bo could not be declared to be Ada.');
  const state = await conversationsOf(opened);
  await opened.remove();
  return state;
}

async function tryDeclare(customer: string, sameAs: string): Promise<boolean> {
  const both = [await conversationOf(customer), await conversationOf(sameAs)];
  if (both.some((conversation) => conversation === undefined)) return false;
  await declare(customer, sameAs);
  return true;
}

async function declare(customer: string, sameAs: string) {
  const conversation = await conversationOf(customer);
  const target = await conversationOf(sameAs);
  return declareSame(operator, Number(conversation?.id), Number(target?.customer.id));
}

async function undo(): Promise<void> {
  await undoDeclaration(operator, 1);
}

async function conversationOf(name: string) {
  return (await listConversations(operator)).items.find(({ customer }) => customer.name === name);
}

async function conversationIds(): Promise<string[]> {
  return (await listConversations(operator)).items.map(({ id }) => id);
}

async function threadOf(name: string) {
  return (await readThread(operator, (await conversationOf(name))?.id ?? '')).items;
}

async function textsOf(name: string): Promise<(string | null)[]> {
  return (await threadOf(name)).map(({ text }) => text);
}

function at(minute: number): string {
  return `2024-05-06T10:0${minute.toString()}:00`;
}

function shuffled<Item>(items: Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length });
}
