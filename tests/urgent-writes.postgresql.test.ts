import { expect, it, onTestFinished } from 'vitest';
import type { Database } from '@/lib/db/engine/database';
import { insertDeliveries } from '@/lib/db/tables/deliveries';
import { openDatabase } from '@/lib/db/engine/open-database';
import { openTestDatabase } from './support/open-test-database';

it('an urgent job is committed while another one is still at work', async () => {
  const database = await openTestDatabase();
  await database.write(async (tx) => {
    await tx.setting.create({ data: { key: 'slow', value: '' } });
    await database.write((beside) => beside.setting.create({ data: { key: 'urgent', value: '' } }), { urgent: true });
    expect(await database.reader.setting.count()).toBe(1);
  });
  expect(await database.reader.setting.count()).toBe(2);
});

it('deliveries that two processes store at the same moment, in another order each, are all stored', async () => {
  const one = await openTestDatabase();
  const other = await openDatabase(one.url, { allowUnsafe: true });
  onTestFinished(() => other.close());
  const delivery = (digest: string) => ({
    ...{ digest, body: new Uint8Array([1]), encoding: null, contentType: null },
    receivedAt: new Date('2026-03-02T10:00:00Z'),
  });
  let holding = 0;
  let release = () => {};
  const bothHold = new Promise<void>((resolve) => (release = resolve));
  const store = (database: Database, digests: string[]) =>
    database.write(
      async (tx) => {
        for (const digest of digests) {
          await insertDeliveries(tx, [delivery(digest)]);
          holding += 1;
          if (holding === 2) release();
          await bothHold;
        }
      },
      { urgent: true },
    );
  await Promise.all([store(one, ['first', 'second']), store(other, ['second', 'first'])]);
  const kept = await one.reader.delivery.findMany({ orderBy: { digest: 'asc' } });
  expect(kept.map(({ digest, retries }) => [digest, retries])).toEqual([
    ['first', 1],
    ['second', 1],
  ]);
});
