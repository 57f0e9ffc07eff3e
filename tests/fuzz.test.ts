import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstants } from '@/lib/cm/instants';
import { readDelivery } from '@/lib/cm/read-delivery';
import { maskMediaAddresses } from '@/lib/cm/mask-media-addresses';
import { redactDelivery } from '@/lib/cm/redact-delivery';
import { listUnseenNames } from '@/lib/cm/unseen-names';
import { applyReceived } from '@/lib/inbox/apply-worker';
import { listConversations } from '@/lib/inbox/list-conversations';
import { readThread } from '@/lib/inbox/read-thread';
import { receiveDelivery } from '@/lib/inbox/receive-delivery';
import { foldText } from '@/lib/messages/fold-text';
import { previewOf } from '@/lib/messages/preview-of';
import { searchTextOf } from '@/lib/messages/search-text-of';
import { readMo } from '@/lib/readers/read-mo';
import { readRoute } from '@/lib/readers/read-route';
import { readSender } from '@/lib/readers/read-sender';
import { toContent } from '@/lib/readers/to-content';
import { anyMo, anyText } from './support/any-mo';
import { callerWith } from './support/callers';
import { countOf } from './support/count-of';
import { openTestDatabase } from './support/open-test-database';
import { listSamples } from './support/samples';
import { storedMedia } from './support/stored-media';

const RUNS = countOf('FUZZ_RUNS', 2000);
const SEED = countOf('FUZZ_SEED', Date.now() % 1_000_000);
const arrivedAt = new Date('2026-01-01T00:00:00.000Z');
const samples = listSamples().map(({ body }) => Buffer.from(body).toString('utf8'));

/** An MO, several, or a sample in which something is torn out, put in or turned round. */
const anyBody: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .oneof(
    { weight: 4, arbitrary: anyMo.map((mo) => JSON.stringify(mo)) },
    { weight: 1, arbitrary: fc.array(anyMo, { maxLength: 4 }).map((mos) => JSON.stringify(mos)) },
    { weight: 4, arbitrary: brokenSample() },
  )
  .map((body) => new TextEncoder().encode(body));

describe(`bodies made up from seed ${SEED}`, () => {
  it(`are read without an error, ${RUNS} of them`, () => {
    fc.assert(fc.property(anyBody, checkReading), { seed: SEED, numRuns: RUNS });
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 3_600_000);

  it(`are stored, shown and listed without an error, ${storedRuns()} of them`, async () => {
    const database = await openTestDatabase();
    const caller = callerWith('viewer');
    const bodies = fc.array(anyBody, { minLength: 20, maxLength: 20 });
    const property = fc.asyncProperty(bodies, async (together) => {
      for (const body of together) await receiveDelivery(body, null, arrivedAt);
      expect(await applyReceived(database)).toBe(false);
    });
    await fc.assert(property, { seed: SEED, numRuns: storedRuns() / 20, endOnFailure: true });
    expect(await database.reader.delivery.count({ where: { OR: [{ state: 'received' }, { reason: 'failed' }] } })).toBe(
      0,
    );
    expect(await database.reader.message.count()).toBeGreaterThan(storedRuns() / 4);
    for (const { id } of (await listConversations(caller, { limit: 200 })).items)
      await readThread(caller, id, { limit: 200 });
  }, 3_600_000);
});

function storedRuns(): number {
  return Math.ceil(RUNS / 200) * 20;
}

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
    expect(from).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    expect(from).not.toMatch(/\p{Surrogate}/u);
    if (reading.what !== 'message') continue;
    const stored = toContent(reading, storedMedia);
    expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
    const said = { ...stored, text: reading.text };
    expect(previewOf(said, (key) => key).length).toBeLessThanOrEqual(200);
    for (const piece of searchTextOf(said)) expect(foldText(piece)).not.toContain('\n');
  }
}

function brokenSample(): fc.Arbitrary<string> {
  const token = fc.oneof(
    fc.constantFrom(
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\\',
      'null',
      '-',
      '1e999',
      '\\u0000',
      '\\ud800',
      '"__proto__":',
    ),
    anyText,
  );
  const change = fc.record({ at: fc.nat(), cut: fc.oneof(fc.constant(0), fc.nat({ max: 40 })), put: token });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([sample, changes]) =>
      changes.reduce((body, { at, cut, put }) => {
        const place = at % (body.length + 1);
        return body.slice(0, place) + put + body.slice(place + cut);
      }, sample),
    );
}
