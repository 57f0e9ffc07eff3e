import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/engine/open-database';
import { startChangeFeed } from '@/lib/live/change-feed';
import { recordChange, type Change } from '@/lib/db/tables/changes';
import { openTestDatabase } from './support/open-test-database';
import { askPostgresql } from './support/rows';

it('what another process commits while nobody is told is heard of all the same, once', async () => {
  const database = await openTestDatabase();
  const other = await openDatabase(database.url, { allowUnsafe: true });
  const feed = await startChangeFeed(database);
  const heard: Change[] = [];
  feed.subscribe(
    (changes) => heard.push(...changes),
    () => undefined,
  );
  const tell = (conversationId: number) =>
    other.write((tx) => recordChange(tx, 'conversation', { conversationId }, new Date()));

  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query IN ('LISTEN inlet_commit', 'SELECT 1')`;
  expect((await askPostgresql(database.url, cut)).length).toBeGreaterThan(0);
  await tell(1);
  await expect.poll(() => heard.length, { timeout: 15_000 }).toBe(1);
  await tell(2);
  await expect.poll(() => heard.map(({ conversationId }) => conversationId), { timeout: 15_000 }).toEqual([1, 2]);
  feed.stop();
  await other.close();
}, 60_000);
