import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const AT = new Date('2024-05-06T12:00:00Z');
const body = (text: string) => new TextEncoder().encode(text);

describe('the same bytes with another encoding', () => {
  it('are another delivery, for they say something else', async () => {
    const database = await openTestDatabase();
    const packed = Uint8Array.from(gzipSync(JSON.stringify(mo({ text: 'packed' }))));
    for (const encoding of [null, 'gzip', 'GZIP ', 'identity']) await receiveDelivery(packed, encoding, AT);
    await applyReceived(database);
    const kept = await database.reader.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(kept.map(({ encoding, reason, retries }) => [encoding, reason, retries])).toEqual([
      [null, 'not-utf8', 1],
      ['gzip', null, 1],
    ]);
    expect(await database.reader.message.findMany()).toMatchObject([{ text: 'packed' }]);
  });
});

describe('deliveries that arrive at the same moment', () => {
  it('are kept byte for byte, with when and how they came', async () => {
    const database = await openTestDatabase();
    const bytes = [body('plain'), new Uint8Array([0, 255, 128, 39]), new Uint8Array(), body('x'.repeat(100_000))];
    await Promise.all(bytes.map((each, index) => receiveDelivery(each, index === 1 ? 'gzip' : null, AT)));
    const kept = await database.reader.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(kept.map((row) => Buffer.from(row.body).toString('hex'))).toEqual(
      bytes.map((each) => Buffer.from(each).toString('hex')),
    );
    expect(kept.map(({ encoding }) => encoding)).toEqual([null, 'gzip', null, null]);
    expect(kept.map(({ receivedAt, state, attempts }) => ({ receivedAt, state, attempts }))).toEqual(
      bytes.map(() => ({ receivedAt: AT, state: 'received', attempts: 0 })),
    );
  });

  it('are one when they are the same, and each further one is counted', async () => {
    const database = await openTestDatabase();
    await receiveDelivery(body('before'), null, AT);
    const later = new Date('2024-05-06T12:05:00Z');
    const same = ['before', 'new', 'new', 'before', 'new', 'other'];
    await Promise.all(same.map((text) => receiveDelivery(body(text), null, later)));
    const kept = await database.reader.delivery.findMany({ orderBy: { id: 'asc' } });
    const seen = kept.map((row) => [Buffer.from(row.body).toString(), row.receivedAt, row.retries, row.retriedAt]);
    expect(seen).toEqual([
      ['before', AT, 2, later],
      ['new', later, 2, later],
      ['other', later, 0, null],
    ]);
  });
});
