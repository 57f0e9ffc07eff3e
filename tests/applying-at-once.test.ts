import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { generateDeliveries } from '@/lib/samples/generate-deliveries';
import { conversationsOf } from './support/conversations-of';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';
import { sourcePayloads } from './support/source-payloads';

const SEED = 20_260_105;
const generated = [...generateDeliveries({ seed: SEED, count: 160, customers: 12 })];
const fromTheDocument = sourcePayloads().map((payload) => payload.mo);
const userId = 'NL.13491208655302741918';
const whoIsWho = [
  mo({ reference: 'n1', text: 'From my number' }),
  { ...mo({ reference: 'u1', text: 'From my user name', messageContext: 'n1' }), from: { number: '', userId } },
  { ...mo({ reference: 'b1', text: 'Both at once' }), from: { number: '0031612345678', name: 'Demo', userId } },
  mo({ reference: 'd1', text: '', custom: { deletedMessage: 'u1' } }),
  mo({ reference: 'n2', text: 'Once more', messageContext: 'u1' }),
];

describe('deliveries that are applied many at once', () => {
  it.each([
    ['of a busy business', generated],
    ['of the source document', fromTheDocument],
    ['that join two customers', whoIsWho],
  ])('say the same as one after the other: those %s', async (_name, deliveries) => {
    expect(await together(deliveries)).toEqual(await oneByOne(deliveries));
  });

  it('say the same in any order', async () => {
    const deliveries = [...fromTheDocument, ...whoIsWho];
    const expected = await oneByOne(deliveries);
    const order = fc.shuffledSubarray(deliveries, { minLength: deliveries.length });
    await fc.assert(
      fc.asyncProperty(order, async (shuffled) => {
        expect(await together(shuffled)).toEqual(expected);
      }),
      { seed: SEED, numRuns: 8 },
    );
  });

  it('stay in order of arrival', async () => {
    const database = await openTestDatabase();
    const texts = Array.from({ length: 120 }, (_, index) => `Message ${index.toString()}`);
    await receiveAll(texts.map((text) => mo({ text })));
    await applyReceived(database);
    const messages = await database.reader.message.findMany({ orderBy: { id: 'asc' } });
    expect(messages.map(({ text }) => text)).toEqual(texts);
  });
});

describe('generated deliveries', () => {
  it('are the same for the same seed', () => {
    expect([...generateDeliveries({ seed: 7, count: 40 })]).toEqual([...generateDeliveries({ seed: 7, count: 40 })]);
    expect([...generateDeliveries({ seed: 8, count: 40 })]).not.toEqual([
      ...generateDeliveries({ seed: 7, count: 40 }),
    ]);
  });
});

async function together(deliveries: unknown[]): Promise<unknown> {
  const database = await openTestDatabase();
  await receiveAll(deliveries);
  await applyReceived(database);
  const conversations = await conversationsOf(database);
  await database.remove();
  return conversations;
}

async function oneByOne(deliveries: unknown[]): Promise<unknown> {
  const database = await openTestDatabase();
  await deliverTo(database, deliveries);
  const conversations = await conversationsOf(database);
  await database.remove();
  return conversations;
}

async function receiveAll(deliveries: unknown[]): Promise<void> {
  await Promise.all(
    deliveries.map((delivery) => receiveDelivery(new TextEncoder().encode(JSON.stringify(delivery)), null)),
  );
}
