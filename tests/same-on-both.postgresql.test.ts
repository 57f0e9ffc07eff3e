import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { listProblems } from '@/lib/inbox/problems/list-problems';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { callerWith } from './support/callers';
import { conversationsOf } from './support/conversations-of';
import { countOf } from './support/count-of';
import type { Engine } from './support/engines';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';
import { listSamples } from './support/samples';

const admin = callerWith('admin');
const arrivedAt = new Date('2026-01-01T00:00:00.000Z');

const hostile = [
  mo({ text: 'before\u0000after', name: 'Nul\u0000la' }),
  mo({ text: 'lone \ud800 surrogate', reference: '\udfff' }),
  mo({ text: '100%_\\ of it', custom: { depth: nested(60) } }),
  mo({ text: 'İstanbul ﬀ ß Ⅷ', name: 'ΑΣ' }),
  { ...mo({ text: 'numbers' }), message: { custom: { order: { product_items: [{ quantity: '9'.repeat(400) }] } } } },
].map((body) => ({ body: new TextEncoder().encode(JSON.stringify(body)), encoding: null }));
const all = [...listSamples(), ...hostile];
const searches = ['before', 'after', '100%', '_\\', 'istanbul', 'σ', 'lone', '€', 'a'];

it('the same deliveries in different orders say the same on both engines, byte for byte', async () => {
  const places = [...all.keys()];
  const expected = await dumpAfter('sqlite', places);
  expect(expected.length).toBeGreaterThan(50_000);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(places, { minLength: places.length }), async (order) => {
      expect(await dumpAfter('postgresql', order)).toBe(expected);
    }),
    { seed: 20_241_123, numRuns: countOf('ENGINE_ORDERS', { few: 2, many: 20 }), endOnFailure: true },
  );
}, 600_000);

async function dumpAfter(engine: Engine, order: number[]): Promise<string> {
  const database = await openTestDatabase(engine);
  for (const index of order) {
    const delivery = all[index];
    if (delivery) await receiveDelivery(delivery.body, delivery.encoding, arrivedAt);
  }
  await applyReceived(database);
  const problems = (await listProblems(admin, { limit: 200 })).items.map(({ reason }) => reason).sort();
  const found = await Promise.all(
    searches.map(async (q) =>
      (await searchInbox(admin, { q, limit: 200 })).items.map(({ snippet }) => snippet.text).sort(),
    ),
  );
  const dump = JSON.stringify([await conversationsOf(database), problems, found]);
  await database.remove();
  return dump;
}

function nested(levels: number): unknown {
  return levels === 0 ? 1 : { deeper: nested(levels - 1) };
}
