import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openTestDatabase } from './support/open-test-database';

it('hears within seconds of what another process writes to the file', async () => {
  const database = await openTestDatabase();
  let told = 0;
  database.onCommit(() => (told += 1));
  await database.write((tx) => tx.setting.create({ data: { key: 'ours', value: '' } }));
  expect(told).toBe(1);
  const other = new Sqlite(database.url.replace('file:', ''));
  other.prepare(`INSERT INTO "Setting" ("key", "value") VALUES ('theirs', '')`).run();
  other.close();
  await expect.poll(() => told).toBe(2);
});
