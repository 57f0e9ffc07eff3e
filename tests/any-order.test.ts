import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationsOf } from './support/conversations-of';
import { deliverTo } from './support/deliver-to';
import { engine } from './support/engines';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';
import { sourcePayloads } from './support/source-payloads';

const bodies = sourcePayloads().map((payload) => payload.mo);

describe('the bodies of the source document', () => {
  it('are fifteen', () => {
    expect(bodies).toHaveLength(15);
  });

  it('give the same conversations in any order, however often they come', async () => {
    const expected = await conversationsAfter(bodies);
    expect(expected.length).toBeGreaterThan(3);
    await fc.assert(
      fc.asyncProperty(shuffled([...bodies, ...bodies]), async (order) => {
        expect(await conversationsAfter(order)).toEqual(expected);
      }),
      { seed: 20_240_506, numRuns: engine() === 'sqlite' ? 20 : 4 },
    );
  }, 120_000);

  it('give the same conversations when they come as one list', async () => {
    expect(await conversationsAfter([bodies])).toEqual(await conversationsAfter(bodies));
  });
});

describe('a conversation with quotes, a deletion, changing names and several spellings of one number', () => {
  const told = [
    mo({ reference: 'first', text: 'First', timeUtc: '2024-05-06T10:00:00' }),
    mo({ reference: 'second', text: 'Second, to the first', messageContext: 'first', timeUtc: '2024-05-06T10:01:00' }),
    mo({ reference: 'first', text: 'First again', timeUtc: '2024-05-06T10:02:00', number: '0031612345678' }),
    mo({
      reference: 'third',
      text: 'Third, to the second first',
      messageContext: ' first ',
      timeUtc: '2024-05-06T10:03:00',
    }),
    mo({ reference: 'doomed', text: 'Regretted', timeUtc: '2024-05-06T10:04:00', name: 'Demo van Dam' }),
    mo({ reference: 'fourth', text: 'To the regretted', messageContext: 'doomed', timeUtc: '2024-05-06T10:05:00' }),
    mo({ reference: 'notice', text: '', custom: { deletedMessage: 'doomed' }, timeUtc: '2024-05-06T10:06:00' }),
    mo({ reference: 'doomed', text: 'Somebody else', number: '31687654321', timeUtc: '2024-05-06T10:04:00' }),
    mo({ reference: 'welcome', text: '', custom: { message_type: 'request_welcome' }, timeUtc: '2024-05-06T09:59:00' }),
  ];

  it('is the same in any order', async () => {
    const expected = await conversationsAfter(told);
    await fc.assert(
      fc.asyncProperty(shuffled([...told, ...told]), async (order) => {
        expect(await conversationsAfter(order)).toEqual(expected);
      }),
      { seed: 20_240_507, numRuns: engine() === 'sqlite' ? 30 : 4 },
    );
  }, 120_000);
});

function shuffled<Item>(items: Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length });
}

async function conversationsAfter(deliveries: unknown[]): Promise<unknown[]> {
  const database = await openTestDatabase();
  await deliverTo(database, deliveries);
  const conversations = await conversationsOf(database);
  await database.remove();
  return conversations;
}
