import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { anyBody } from './support/any-body';
import { callerWith } from './support/callers';
import { countOf, seedOf } from './support/count-of';
import { openTestDatabase } from './support/open-test-database';

const TOGETHER = 20;
const GROUPS = Math.ceil(countOf('FUZZ_RUNS', { few: 3000, many: 50_000 }) / 200);
const SEED = seedOf('FUZZ_SEED');
const caller = callerWith('viewer');

it(`stores, shows and lists ${GROUPS * TOGETHER} bodies made up from seed ${SEED} without an error`, async () => {
  const database = await openTestDatabase();
  const groups = fc.array(anyBody, { minLength: TOGETHER, maxLength: TOGETHER });
  const property = fc.asyncProperty(groups, async (bodies) => {
    await Promise.all(bodies.map((body) => receiveDelivery(body, null)));
    expect(await applyReceived(database)).toBe(false);
  });
  await fc.assert(property, { seed: SEED, numRuns: GROUPS, endOnFailure: true });

  const broken = { OR: [{ state: 'received' }, { reason: 'failed' }] };
  expect(await database.reader.delivery.count({ where: broken })).toBe(0);
  expect(await database.reader.message.count()).toBeGreaterThan(GROUPS * TOGETHER * 0.25);
  for (const { id } of (await listConversations(caller, { limit: 200 })).items) {
    await readThread(caller, id, { limit: 200 });
  }
}, 3_600_000);
