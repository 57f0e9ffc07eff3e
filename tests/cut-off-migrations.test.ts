import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { build } from 'esbuild';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migratePostgresql } from '@/lib/db/engine/migrate-postgresql';
import { migrateSqlite } from '@/lib/db/engine/migrate-sqlite';
import { statementsOf } from '@/lib/db/engine/migrate';
import { openDatabase } from '@/lib/db/engine/open-database';
import { engine } from './support/engines';
import { askPostgresql, type Row } from './support/rows';

// Runs on both engines, as each file does that takes its databases from openTestDatabase.

const MIGRATIONS = path.resolve('prisma/migrations', engine());
const names = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
const FIRST = names[0] ?? '';
/** A real process is killed at every statement in the long tests, and at some of them otherwise. */
const EVERY = process.env.LONG_TESTS === '1' ? 1 : 29;

const folder = mkdtempSync(path.join(tmpdir(), 'inlet-cut-off-'));
const program = path.resolve(`node_modules/.cache/kill-at-statement-${process.pid.toString()}.mjs`);
beforeAll(() =>
  build({
    entryPoints: ['tests/support/kill-at-statement.ts'],
    outfile: program,
    ...{ bundle: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20' },
    tsconfig: 'lib/commands/tsconfig.json',
  }),
);
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(program, { force: true });
});

describe('a migration that is killed', () => {
  it('leaves the database as it was, at any statement of an upgrade, and the next start finishes it', async () => {
    const reference = await anEarlierDatabase();
    await upgrade(reference);
    const upgraded = await dump(reference);
    for (let statement = 1, done = false; !done; statement += EVERY) {
      const url = await anEarlierDatabase();
      const before = await dump(url);
      done = !killAt(url, statement);
      if (!done) expect(await dump(url), `killed at ${statement}`).toEqual(before);
      await upgrade(url);
      expect(await dump(url), `upgraded after being killed at ${statement}`).toEqual(upgraded);
      await drop(url);
    }
  }, 600_000);

  it('lets the next start make the tables anew when it was the first start', async () => {
    for (const statement of [1, 2, 40]) {
      const url = await emptyDatabase();
      expect(killAt(url, statement)).toBe(true);
      await (await openDatabase(url, { allowUnsafe: true })).close();
      await drop(url);
    }
  });
});

describe('a migration that an earlier version left half-way', () => {
  it.each(names)(
    '%s is finished from any statement on',
    async (name) => {
      const reference = await databaseBefore(name);
      await upgrade(reference);
      const upgraded = await dump(reference);
      const statements = statementsOf(readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8'));
      const step = engine() === 'sqlite' ? 1 : EVERY;
      for (let applied = 0; applied <= statements.length; applied += step) {
        const url = await databaseBefore(name);
        await execute(url, [...statements.slice(0, applied), unfinished(name)]);
        await upgrade(url);
        expect(await dump(url), `${applied} of ${statements.length} statements`).toEqual(upgraded);
        await drop(url);
      }
    },
    600_000,
  );
});

if (engine() === 'sqlite') {
  it('makes a copy before an upgrade and removes it afterwards, also one that a stop has left', async () => {
    const url = await anEarlierDatabase();
    const file = url.slice('file:'.length);
    expect(killAt(url, 1)).toBe(true);
    const copies = () => readdirSync(path.dirname(file)).filter((each) => each.includes('before-upgrade'));
    expect(copies()).not.toEqual([]);
    await upgrade(url);
    expect(copies()).toEqual([]);
  });
}

/** Whether the process was killed; false when it had nothing left to do. */
function killAt(url: string, statement: number): boolean {
  const { status, signal, stderr } = spawnSync(process.execPath, [program, url, statement.toString()], {
    encoding: 'utf8',
  });
  expect([0, null], stderr).toContain(status);
  return signal === 'SIGKILL';
}

async function emptyDatabase(): Promise<string> {
  if (engine() === 'sqlite') return `file:${path.join(mkdtempSync(path.join(folder, 'db-')), 'inlet.db')}`;
  const { address } = inject('postgresqlServer');
  const name = `cut-off-${randomUUID()}`;
  await askPostgresql(`${address}postgres`, `CREATE DATABASE "${name}"`);
  return `${address}${name}`;
}

async function drop(url: string): Promise<void> {
  if (engine() === 'sqlite') {
    rmSync(path.dirname(url.slice('file:'.length)), { recursive: true });
    return;
  }
  const { address } = inject('postgresqlServer');
  await askPostgresql(`${address}postgres`, `DROP DATABASE "${url.slice(address.length)}" WITH (FORCE)`);
}

async function upgrade(url: string, migrations = MIGRATIONS): Promise<void> {
  if (engine() === 'sqlite') return migrateSqlite(url.slice('file:'.length), { folder: migrations });
  const client = new Client({ connectionString: url });
  await client.connect();
  await migratePostgresql(client, { folder: migrations });
  await client.end();
}

/** A database with every migration before one, and data where its tables are there already. */
async function databaseBefore(name: string): Promise<string> {
  const url = await emptyDatabase();
  const earlier = mkdtempSync(path.join(folder, 'migrations-'));
  for (const each of names.filter((other) => other < name))
    cpSync(path.join(MIGRATIONS, each), path.join(earlier, each), { recursive: true });
  if (name === FIRST) await execute(url, [HISTORY]);
  else {
    await upgrade(url, earlier);
    await execute(url, DATA);
  }
  return url;
}

/** A database of the first version, with data. */
function anEarlierDatabase(): Promise<string> {
  return databaseBefore(names[1] ?? '');
}

const HISTORY = `CREATE TABLE "_prisma_migrations" (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMP, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMP,
  started_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, applied_steps_count INTEGER NOT NULL DEFAULT 0);`;

const unfinished = (name: string) =>
  `INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('unfinished', 'f', '${name}');`;

const DATA = [
  `INSERT INTO "BusinessNumber" ("id", "number") VALUES (1, '+31600000001');`,
  `INSERT INTO "Customer" ("id", "name", "number", "identified") VALUES (7, 'Ana', '+31600000002', true);`,
  `INSERT INTO "Conversation" ("id", "channel", "businessNumberId", "customerId", "lastMessageAt")
   VALUES (3, 'WhatsApp', 1, 7, '2024-01-01T00:00:00.000+00:00');`,
  `INSERT INTO "Message" ("id", "conversationId", "identity", "direction", "kind", "content", "text", "sentAt", "receivedAt")
   VALUES (5, 3, 'i5', 'MO', 'text', '{}', 'Hello', '2024-01-01T00:00:00.000+00:00', '2024-01-01T00:00:01.000+00:00');`,
  `INSERT INTO "Media" ("id", "messageId", "mediaType", "title") VALUES (9, 5, 'image', 'storefront.jpg');`,
];

async function execute(url: string, statements: string[]): Promise<void> {
  if (engine() === 'postgresql') {
    for (const statement of statements) await askPostgresql(url, statement);
    return;
  }
  const sqlite = new Sqlite(url.slice('file:'.length));
  for (const statement of statements) sqlite.exec(statement);
  sqlite.close();
}

/** Tables, columns, indexes and rows; of the history, which migrations are finished. */
async function dump(url: string): Promise<Row[][]> {
  const ask = await asking(url);
  const schema =
    engine() === 'sqlite'
      ? 'SELECT name, sql FROM sqlite_master ORDER BY name'
      : `SELECT table_name, column_name, data_type, column_default, is_nullable FROM information_schema.columns
         WHERE table_schema = 'public' ORDER BY 1, 2; SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`;
  const tables = ['BusinessNumber', 'Customer', 'Conversation', 'Message', 'Media'];
  const parts = schema.split(';');
  const found = await Promise.all(parts.map(ask));
  const hasTables = found[0]?.some((row) => Object.values(row).includes('Media'));
  return [
    ...found.map((rows) => rows.filter((row) => !JSON.stringify(row).includes('_prisma_migrations'))),
    ...(await Promise.all((hasTables ? tables : []).map((table) => ask(`SELECT * FROM "${table}" ORDER BY "id"`)))),
    await ask('SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL ORDER BY 1'),
  ];
}

function asking(url: string): Promise<(sql: string) => Promise<Row[]>> {
  if (engine() === 'postgresql') return Promise.resolve((sql) => askPostgresql(url, sql));
  return Promise.resolve((sql) => {
    const sqlite = new Sqlite(url.slice('file:'.length), { readonly: true });
    const rows = sqlite.prepare<[], Row>(sql).all();
    sqlite.close();
    return Promise.resolve(rows);
  });
}
