import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstants } from '@/lib/cm/instants';
import { readDelivery } from '@/lib/cm/read-delivery';
import { maskMediaAddresses } from '@/lib/cm/mask-media-addresses';
import { redactDelivery } from '@/lib/cm/redact-delivery';
import { listUnseenNames } from '@/lib/cm/unseen-names';
import { foldText } from '@/lib/messages/fold-text';
import { previewOf } from '@/lib/messages/preview-of';
import { searchTextOf } from '@/lib/messages/search-text-of';
import { readMo } from '@/lib/readers/read-mo';
import { readRoute } from '@/lib/readers/read-route';
import { readSender } from '@/lib/readers/read-sender';
import { toContent } from '@/lib/readers/to-content';
import { anyBody } from './support/any-body';
import { countOf, seedOf } from './support/count-of';
import { storedMedia } from './support/stored-media';

const RUNS = countOf('FUZZ_RUNS', { few: 3000, many: 50_000 });
const SEED = seedOf('FUZZ_SEED');
const arrivedAt = new Date('2026-01-01T00:00:00.000Z');

describe(`bodies made up from seed ${SEED}`, () => {
  it(`are read without an error, ${RUNS} of them`, () => {
    fc.assert(fc.property(anyBody, checkReading), { seed: SEED, numRuns: RUNS });
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 3_600_000);
});

function checkReading(body: Uint8Array): void {
  maskMediaAddresses(body, null);
  redactDelivery(body, null, new Set([0]));
  const delivery = readDelivery(body, null);
  for (const item of delivery.ok ? delivery.items : []) {
    if (item.problem !== null) continue;
    const { sentAt } = readInstants(item.mo, arrivedAt);
    expect(sentAt.getTime()).toBeGreaterThanOrEqual(0);
    expect(sentAt.getUTCFullYear()).toBeLessThan(10_000);
    for (const { name } of listUnseenNames(item.raw)) expect(name).toMatch(/^(\*|[\w$.[\]*-]{1,200})$/);

    const reading = readMo(item.mo);
    const from = JSON.stringify([reading, readSender(item.mo), readRoute(item.mo)]);
    // Behind an even number of backslashes the next one begins an escape; behind an odd number it is text of the customer.
    expect(from).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i);
    expect(from).not.toMatch(/\p{Surrogate}/u);
    if (reading.what !== 'message') continue;
    const stored = toContent(reading, storedMedia);
    expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
    const said = { ...stored, text: reading.text };
    expect(previewOf(said, (key) => key).length).toBeLessThanOrEqual(200);
    for (const piece of searchTextOf(said)) expect(foldText(piece)).not.toContain('\n');
  }
}
