import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { postgresqlDrift } from '@/lib/db/engine/open-postgresql';
import { postgresqlSchema } from '@/lib/db/engine/postgresql-schema';
import { openTestDatabase } from './support/open-test-database';
import { askPostgresql, type Row } from './support/rows';

it('the migrations for PostgreSQL lead to the schema', async () => {
  const database = await openTestDatabase();
  expect(await catalogOf(database.url)).toEqual(await catalogOf(await databaseMadeFrom(postgresqlSchema())));
});

it('a difference between migrations and schema would show', async () => {
  const database = await openTestDatabase();
  const grown = postgresqlSchema().replace('model Setting {', 'model Setting {\n  note String?');
  expect(await catalogOf(database.url)).not.toEqual(await catalogOf(await databaseMadeFrom(grown)));
});

it('the schema that the next migration starts from is the one of today', () => {
  expect(readFileSync('prisma/migrations/postgresql/schema.prisma', 'utf8')).toBe(postgresqlSchema());
});

/** A database with exactly what the schema says, without any migration. */
async function databaseMadeFrom(schema: string): Promise<string> {
  const { address } = inject('postgresqlServer');
  const name = `schema-${randomUUID()}`;
  await askPostgresql(`${address}postgres`, `CREATE DATABASE "${name}"`);
  await askPostgresql(`${address}${name}`, await postgresqlDrift(`${address}${name}`, 'nothing', schema));
  return `${address}${name}`;
}

/** All that PostgreSQL knows of the tables: columns, keys, references and indexes. */
async function catalogOf(url: string): Promise<Row[][]> {
  const ours = "WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'";
  return Promise.all([
    askPostgresql(
      url,
      `SELECT table_name, column_name, data_type, datetime_precision, is_nullable, column_default
       FROM information_schema.columns ${ours} ORDER BY 1, 2`,
    ),
    askPostgresql(
      url,
      `SELECT conrelid::regclass::text AS on, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE '%_prisma_migrations%' ORDER BY 1, 2`,
    ),
    askPostgresql(
      url,
      // Prisma's schema has no words for an index of trigrams.
      `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
       AND indexname <> 'Message_searchText_trigrams' ORDER BY 1`,
    ),
  ]);
}
