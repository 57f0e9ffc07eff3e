import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@/lib/db/engine/open-database';
import { postgresqlDrift } from '@/lib/db/engine/open-postgresql';
import { sqliteDrift } from '@/lib/db/engine/open-sqlite';
import { postgresqlSchema } from '@/lib/db/engine/postgresql-schema';
import { startPostgresql } from '@/lib/commands/checks/start-postgresql';

/** The schema that PostgreSQL's migrations lead to: the next one starts from it, for the engine cannot read it off a database. */
const REACHED = 'prisma/migrations/postgresql/schema.prisma';

/** Writes the SQL between the migrations and `prisma/schema.prisma` into new ones, for each engine: `npm run write-migration -- NAME`. */
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('Name the migration: npm run write-migration -- some_name');

const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
write('sqlite', await nextOfSqlite());
write('postgresql', await nextOfPostgresql());
writeFileSync(REACHED, postgresqlSchema());

async function nextOfSqlite(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'inlet-migration-'));
  const url = `file:${path.join(folder, 'inlet.db')}`;
  await (await openDatabase(url)).close();
  const sql = await sqliteDrift(url, readFileSync('prisma/schema.prisma', 'utf8'));
  rmSync(folder, { recursive: true });
  return sql;
}

async function nextOfPostgresql(): Promise<string> {
  const server = await startPostgresql();
  const reached = { schema: readFileSync(REACHED, 'utf8') };
  const sql = await postgresqlDrift(server.url('postgres'), reached, postgresqlSchema());
  await server.stop();
  return sql;
}

function write(engine: string, sql: string): void {
  if (sql === '') {
    console.log(`The migrations for ${engine} already lead to this schema.`);
    return;
  }
  const folder = path.join('prisma/migrations', engine, `${stamp}_${name ?? ''}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'migration.sql'), sql);
  console.log(`Wrote ${folder}/migration.sql`);
}
