import { createServer } from 'node:http';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { forwardNext } from '@/lib/inbox/forwarding/forward-next';
import { startForwardWorker } from '@/lib/inbox/forwarding/forward-worker';
import { listWarnings } from '@/lib/inbox/setup/list-warnings';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { mo } from './support/mo';
import { listenOnFreePort } from './support/listen-on-free-port';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

type Got = {
  body: Buffer;
  contentType: string | undefined;
  encoding: string | undefined;
  authorization: string | undefined;
};
const got: Got[] = [];
let status = 200;
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { 'content-type': contentType, 'content-encoding': encoding, authorization } = request.headers;
    got.push({ body: Buffer.concat(chunks), contentType, encoding, authorization });
    response.writeHead(status).end('thank you');
  });
});
const address = `http://name:pass%40word@127.0.0.1:${String(await listenOnFreePort(receiver))}/hook?from=inlet`;
process.env.FORWARD_URL = address;

beforeEach(() => {
  got.length = 0;
  status = 200;
});
afterAll(() => receiver.close());

const message = mo({ reference: 'wamid.regretted', text: 'Zwijgwoord-7431' });
const other = mo({ reference: 'wamid.other', text: 'Good morning' });
const notice = mo({ reference: 'wamid.notice', text: '', custom: { deletedMessage: 'wamid.regretted' } });

describe('passing on', () => {
  it('hands on each delivery as it came, bytes and kind of content, in order of arrival', async () => {
    const database = await openTestDatabase();
    const bodies = ['{ "not": "an MO" }  ', '\u{feff}{"broken', JSON.stringify([message, other])];
    for (const body of bodies) await receive(body, 'application/json; charset=utf-8');
    await receiveDelivery(new Uint8Array([31, 139, 0, 255]), 'gzip', new Date(), 'application/octet-stream');
    await passOn(database);
    expect(got.map(({ body }) => body.toString('latin1'))).toEqual([
      ...bodies.map((body) => Buffer.from(body).toString('latin1')),
      Buffer.from([31, 139, 0, 255]).toString('latin1'),
    ]);
    expect(got[0]).toMatchObject({ contentType: 'application/json; charset=utf-8', encoding: undefined });
    expect(got[3]).toMatchObject({ contentType: 'application/octet-stream', encoding: 'gzip' });
    expect(got[0]?.authorization).toBe(`Basic ${Buffer.from('name:pass@word').toString('base64')}`);
  });

  it('hands on a delivery once, also when it comes again or is replayed', async () => {
    const database = await openTestDatabase();
    await receive('no JSON');
    await passOn(database);
    await receive('no JSON');
    await database.write((tx) => tx.delivery.updateMany({ data: { state: 'received' } }));
    await passOn(database);
    expect(got).toHaveLength(1);
  });

  it('tries again with growing pauses, and nothing overtakes', async () => {
    const database = await openTestDatabase();
    await receive(JSON.stringify(message));
    await receive(JSON.stringify(other));
    await applyReceived(database);
    status = 503;
    const pauses: number[] = [];
    let now = new Date();
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const next = await forwardNext(database, address, { now });
      pauses.push(((next?.getTime() ?? 0) - now.getTime()) / 1000);
      expect(await forwardNext(database, address, { now })).toEqual(next);
      now = next ?? now;
    }
    expect(pauses).toEqual([1, 5, 15, 60, 120, 300, 600, 600, 600]);
    expect(new Set(got.map(({ body }) => body.toString()))).toEqual(new Set([JSON.stringify(message)]));
    const warnings = await listWarnings(database.reader, new Date(Date.now() + 120_000));
    expect(warnings).toMatchObject([{ code: 'passing_on_backlog', count: 2 }]);

    status = 200;
    got.length = 0;
    await passOn(database, now);
    expect(got.map(({ body }) => body.toString())).toEqual([JSON.stringify(message), JSON.stringify(other)]);
    expect(await database.reader.passingOn.count()).toBe(0);
  });

  it('leaves a body behind that the receiver refuses again and again, and says so', async () => {
    const database = await openTestDatabase();
    await receive('poison');
    await applyReceived(database);
    status = 422;
    let next: Date | null = new Date();
    while (next) next = await forwardNext(database, address, { now: next });
    expect(got).toHaveLength(5);
    expect(await database.reader.auditEntry.findMany()).toMatchObject([
      { action: 'delivery.not-passed-on', subject: 'delivery 1', outcome: 'refused' },
    ]);
  });

  it('gives up what is older than a month', async () => {
    const database = await openTestDatabase();
    await receive(JSON.stringify(message));
    await applyReceived(database);
    status = 500;
    const later = new Date(Date.now() + 32 * 24 * 3_600_000);
    expect(await forwardNext(database, address, { now: later })).toEqual(later);
    expect(await forwardNext(database, address, { now: later })).toBeNull();
  });

  it('follows no redirect', async () => {
    const database = await openTestDatabase();
    await receive(JSON.stringify(message));
    await applyReceived(database);
    status = 307;
    await forwardNext(database, address);
    expect(await database.reader.passingOn.count()).toBe(1);
  });

  it('does not hand on what was erased before its turn, but the notice that erased it', async () => {
    const database = await openTestDatabase();
    await receive(JSON.stringify(message));
    await receive(JSON.stringify([message, other]));
    await receive(JSON.stringify(notice));
    await passOn(database);
    expect(got.map(({ body }) => body.toString())).toEqual([JSON.stringify([other]), JSON.stringify(notice)]);
    expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
    expect(await database.reader.delivery.findUnique({ where: { id: 3 } })).toMatchObject({ body: new Uint8Array() });
  });

  it('keeps of a notice what a second receiver needs until it has it, and no longer', async () => {
    const database = await openTestDatabase();
    await receive(JSON.stringify([message, notice]));
    await applyReceived(database);
    const [before] = await database.reader.delivery.findMany();
    expect(Buffer.from(before?.body ?? []).toString()).toBe(JSON.stringify([null, notice]));
    await passOn(database);
    expect(got.map(({ body }) => body.toString())).toEqual([JSON.stringify([notice])]);
    expect(await database.reader.delivery.findMany()).toMatchObject([{ body: new Uint8Array() }]);
  });

  it('keeps it too when the delivery is replayed meanwhile', async () => {
    const database = await openTestDatabase();
    const body = JSON.stringify([notice, { event: 'read' }]);
    await receive(body);
    for (let read = 0; read < 2; read += 1) {
      await applyReceived(database);
      await database.write((tx) => tx.delivery.updateMany({ data: { state: 'received' } }));
    }
    await passOn(database);
    expect(got.map(({ body: passed }) => passed.toString())).toEqual([body]);
    const [delivery] = await database.reader.delivery.findMany();
    expect(Buffer.from(delivery?.body ?? []).toString()).toBe('[null,{"event":"read"}]');
  });

  it('forgets what waits, and keeps no notice for it, when it is switched off', async () => {
    const database = await openTestDatabase();
    await receive(JSON.stringify(message));
    await receive(JSON.stringify(notice));
    await applyReceived(database);
    await startForwardWorker(database, undefined)();
    expect(await database.reader.passingOn.count()).toBe(0);
    expect(await database.reader.delivery.findUnique({ where: { id: 2 } })).toMatchObject({ body: new Uint8Array() });
  });

  it('runs by itself, goes on after a stop, and starts with what arrives once it is switched on', async () => {
    const database = await openTestDatabase();
    await database.write((tx) =>
      tx.delivery.create({
        data: { digest: 'old', body: new Uint8Array(1), receivedAt: new Date(), state: 'applied' },
      }),
    );
    const stop = startForwardWorker(database, address);
    await receive(JSON.stringify(message));
    await applyReceived(database);
    await expect.poll(() => got.length).toBe(1);
    // Stopped before that is noted, it would be passed on once more.
    await expect.poll(() => database.reader.passingOn.count()).toBe(0);
    await stop();
    await receive(JSON.stringify(other));
    await applyReceived(database);
    expect(got).toHaveLength(1);
    const stopAgain = startForwardWorker(database, address);
    await expect.poll(() => got.length).toBe(2);
    await stopAgain();
    expect(got.map(({ body }) => body.toString())).toEqual([JSON.stringify(message), JSON.stringify(other)]);
  });

  it('is done by one process at a time', async () => {
    const database = await openTestDatabase();
    const shared = { ...database, shared: true };
    const stops = [startForwardWorker(shared, address), startForwardWorker(shared, address)];
    const bodies = Array.from({ length: 12 }, (_, index) =>
      JSON.stringify(mo({ text: `Message ${index.toString()}` })),
    );
    for (const body of bodies) await receive(body);
    await applyReceived(database);
    await expect.poll(() => got.length).toBeGreaterThanOrEqual(bodies.length);
    for (const stop of stops) await stop();
    expect(got.map(({ body }) => body.toString())).toEqual(bodies);
  });

  it('waits for nobody: what arrives is acknowledged and shown while the receiver is away', async () => {
    const database = await openTestDatabase();
    const stop = startForwardWorker(database, 'http://127.0.0.1:1/');
    await receive(JSON.stringify(message));
    await receive(JSON.stringify(other));
    await applyReceived(database);
    expect(await database.reader.message.count()).toBe(2);
    await stop();
    expect(await database.reader.passingOn.count()).toBe(2);
  });
});

function receive(body: string, contentType = 'application/json'): Promise<void> {
  return receiveDelivery(new TextEncoder().encode(body), null, new Date(), contentType);
}

async function passOn(database: TestDatabase, now = new Date()): Promise<void> {
  await applyReceived(database);
  let next: Date | null = now;
  while (next) next = await forwardNext(database, address, { now });
}
