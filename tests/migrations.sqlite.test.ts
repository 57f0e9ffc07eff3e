import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sqliteDrift } from '@/lib/db/open-sqlite';
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
