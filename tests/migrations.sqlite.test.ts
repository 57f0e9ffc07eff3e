import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/engine/open-database';
import { sqliteDrift } from '@/lib/db/engine/open-sqlite';
import { openTestDatabase } from './support/open-test-database';

const schema = readFileSync('prisma/schema.prisma', 'utf8');

it('the migrations for SQLite lead to the schema', async () => {
  const database = await openTestDatabase();
  expect(await sqliteDrift(database.url, schema)).toBe('');
});

it('a difference between migrations and schema would show', async () => {
  const database = await openTestDatabase();
  const grown = schema.replace('model Setting {', 'model Setting {\n  note String?');
  expect(await sqliteDrift(database.url, grown)).toContain('"note"');
});

it('a database of a newer version is refused', async () => {
  const database = await openTestDatabase();
  await database.writer.$executeRawUnsafe(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ('1', 'f', '29991231000000_of_tomorrow', 1, 1)",
  );
  await expect(openDatabase(database.url)).rejects.toThrow('newer version of Inlet');
});
