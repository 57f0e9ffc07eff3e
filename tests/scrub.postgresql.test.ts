import { Client } from 'pg';
import { expect, it } from 'vitest';
import { startScrubber } from '@/lib/db/engine/scrub-postgresql';
import { openTestDatabase } from './support/open-test-database';
import { askPostgresql } from './support/rows';

it('a large table is written anew at night, and holds nothing of what was deleted from then on', async () => {
  const database = await openTestDatabase();
  const body = new TextEncoder().encode('Zwijgwoord-7431');
  const { id } = await database.write((tx) =>
    tx.delivery.create({ data: { digest: 'one', body, receivedAt: new Date() } }),
  );
  await database.write((tx) => tx.delivery.delete({ where: { id } }));
  expect(await database.filesHolding('Zwijgwoord-7431')).not.toEqual([]);

  let hour = 12;
  const scrubber = startScrubber(database.url, { smallBytes: 0, now: () => new Date(2026, 0, 5, hour) });
  await scrubber.scrub();
  expect(await database.filesHolding('Zwijgwoord-7431')).not.toEqual([]);
  hour = 3;
  await scrubber.scrub();
  expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
  await scrubber.stop();
});

it('what an open transaction might still look at goes as soon as it ends', async () => {
  const database = await openTestDatabase();
  const body = new TextEncoder().encode('Zwijgwoord-7431');
  const create = { digest: 'one', body, receivedAt: new Date() };
  const { id } = await database.write((tx) => tx.delivery.create({ data: create }));
  const onlooker = new Client({ connectionString: database.url });
  await onlooker.connect();
  await onlooker.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await onlooker.query('SELECT 1 FROM "Setting"');
  await database.write((tx) => tx.delivery.delete({ where: { id } }));

  const fileOf = () => askPostgresql(database.url, `SELECT relfilenode FROM pg_class WHERE relname = 'Delivery'`);
  const before = await fileOf();
  const scrubbed = database.scrub();
  await expect.poll(fileOf).not.toEqual(before);
  await onlooker.query('COMMIT');
  await onlooker.end();
  await scrubbed;
  expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
});
