import { Client } from 'pg';
import { expect, it } from 'vitest';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { openTestDatabase } from './support/open-test-database';
import { askPostgresql } from './support/rows';

it('stores deliveries when somebody else gives back a lock on their table, and goes on writing', async () => {
  const database = await openTestDatabase();
  const other = new Client({ connectionString: database.url });
  await other.connect();
  await other.query('BEGIN; LOCK TABLE "Delivery" IN ACCESS EXCLUSIVE MODE');
  const received = Promise.all(['one', 'two'].map((text) => receiveDelivery(new TextEncoder().encode(text), null)));
  const waiting = async () =>
    (await askPostgresql(database.url, "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'relation'")).length;
  await expect.poll(waiting).toBeGreaterThan(0);
  await other.query('COMMIT');
  await received;
  await other.end();
  await database.write((tx) => tx.setting.create({ data: { key: 'after', value: '' } }));
  expect((await database.rows('Delivery')).map(({ body }) => String(body))).toEqual(['one', 'two']);
});
