import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/engine/database';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { listProblems } from '@/lib/inbox/problems/list-problems';
import { listUnseenNames } from '@/lib/inbox/problems/list-unseen-names';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { callerWith } from './support/callers';
import { conversationsOf } from './support/conversations-of';
import { countOf } from './support/count-of';
import { openTestDatabase } from './support/open-test-database';
import { ARRIVED_AT, saidBy, sayingOf } from './support/sayings';
import { listSamples, type Sample } from './support/samples';

const admin = callerWith('admin');
const samples = listSamples();
const ORDERS = countOf('SAMPLE_ORDERS', { few: 1, many: 50 });
const TOGETHER = 9;
const arrivedAt = new Date(ARRIVED_AT);

describe('every sample', () => {
  it('is kept to the bit, says in the API what its file says, and takes nothing else along', async () => {
    const database = await openTestDatabase();
    await receive(database, samples);
    const kept = (await database.reader.delivery.findMany({ orderBy: { id: 'asc' } })).map(({ body }) => hex(body));
    // A notice goes with what it names.
    expect(kept).toEqual(
      samples.map(({ body, expected: [first] }) => (first?.what === 'deletion-notice' ? '' : hex(body))),
    );

    const { items: conversations } = await listConversations(admin, { limit: 200 });
    const threads = await Promise.all(
      conversations.map(async ({ id, channel, businessNumber }) => {
        const { items } = await readThread(admin, id, { limit: 200 });
        return items.map((message) => sayingOf(message, { channel, businessNumber: businessNumber.number }));
      }),
    );
    expect(threads.flat().sort()).toEqual(samples.flatMap(({ expected }) => expected.flatMap(saidBy)).sort());
    expect(await problemsNow()).toEqual(samples.flatMap(problemOf).sort());

    const unseen = samples.flatMap((sample) => [...new Set(sample.unseen)]);
    const times = (name: string) => unseen.filter((one) => one === name).length.toString();
    expect(await namesNow()).toEqual([...new Set(unseen)].map((name) => `${name} ${times(name)}`).sort());
  }, 300_000);

  it('leads to the same state in any order, however often it comes, and however many are read together', async () => {
    const expected = await stateAfter([...samples.keys()]);
    const places = samples.flatMap((_sample, index) => [index, index]);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(places, { minLength: places.length }), async (order) => {
        expect(await stateAfter(order)).toEqual(expected);
      }),
      { seed: 20_241_122, numRuns: ORDERS, endOnFailure: true },
    );
  }, 600_000);
});

async function stateAfter(order: number[]): Promise<unknown> {
  const database = await openTestDatabase();
  await receive(
    database,
    order.flatMap((index) => samples[index] ?? []),
  );
  const state = [await conversationsOf(database), await problemsNow(), await namesNow()];
  await database.remove();
  return state;
}

async function receive(database: Database, deliveries: Sample[]): Promise<void> {
  for (let from = 0; from < deliveries.length; from += TOGETHER) {
    const together = deliveries.slice(from, from + TOGETHER);
    await Promise.all(together.map(({ body, encoding }) => receiveDelivery(body, encoding, arrivedAt)));
    await applyReceived(database);
  }
}

async function problemsNow(): Promise<string[]> {
  return (await listProblems(admin, { limit: 200 })).items.map(({ reason }) => reason).sort();
}

async function namesNow(): Promise<string[]> {
  const { items } = await listUnseenNames(admin, { limit: 200 });
  return items.map(({ what, name, deliveries }) => `${what} ${name} ${deliveries.toString()}`).sort();
}

function problemOf({ expected }: Sample): unknown[] {
  const problem = expected.find(({ what }) => what === 'problem');
  return problem ? [problem.reason] : [];
}

function hex(body: Uint8Array): string {
  return Buffer.from(body).toString('hex');
}
