import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/engine/open-database';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { countOf } from './support/count-of';
import { holdLock } from './support/hold-lock';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

const HELD_MS = countOf('FOREIGN_LOCK_MS', { few: 200, many: 3000 });
const LONG_MS = 60_000;

const bodies = ['one', 'two', 'three'].map((text) => new TextEncoder().encode(text));
const receiveAll = () => Promise.all(bodies.map((body) => receiveDelivery(body, null)));

async function kept(database: TestDatabase): Promise<string[]> {
  return (await database.rows('Delivery')).map(({ body }) => String(body));
}

it(`stores deliveries when another process gives back its lock after ${HELD_MS} ms, and goes on writing`, async () => {
  const database = await openTestDatabase();
  const lock = await holdLock(fileOf(database), 'BEGIN IMMEDIATE', HELD_MS);
  await receiveAll();
  await lock.release();
  await database.write((tx) => tx.setting.create({ data: { key: 'after', value: '' } }));
  expect(await kept(database)).toEqual(['one', 'two', 'three']);
  expect(await database.rows('Setting')).toHaveLength(1);
});

it('refuses deliveries when the lock is not given back, keeps none of them by halves, and takes them afterwards', async () => {
  const database = await openTestDatabase();
  // The patience that Inlet has is ten seconds of standing still: here, none.
  await database.writer.$queryRawUnsafe('PRAGMA busy_timeout = 0');
  const lock = await holdLock(fileOf(database), 'BEGIN IMMEDIATE', LONG_MS);
  await expect(receiveAll()).rejects.toThrow();
  await lock.release();
  expect(await kept(database)).toEqual([]);
  await receiveAll();
  expect(await kept(database)).toEqual(['one', 'two', 'three']);
});

it('does not wait for a process that reads', async () => {
  const database = await openTestDatabase();
  const lock = await holdLock(fileOf(database), 'BEGIN;SELECT * FROM "Delivery"', LONG_MS);
  await receiveAll();
  expect(await kept(database)).toEqual(['one', 'two', 'three']);
  await lock.release();
});

it('takes a file that was left in rollback-journal mode to WAL, before anything is written', async () => {
  const database = await openTestDatabase();
  await database.close();
  const mode = (set = '') => {
    const connection = new Sqlite(fileOf(database));
    const found: unknown = connection.pragma(`journal_mode${set}`, { simple: true });
    connection.close();
    return found;
  };
  expect(mode(' = DELETE')).toBe('delete');
  await (await openDatabase(database.url)).close();
  expect(mode()).toBe('wal');
});

function fileOf(database: TestDatabase): string {
  return database.url.slice('file:'.length);
}
