import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { installDatabase, type Database } from '@/lib/db/engine/database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { engine, type Engine } from './engines';
import { filesHolding } from './files-holding';
import { askPostgresql, rowsOf, type Row } from './rows';

export type TestDatabase = Database & {
  url: string;
  /** All rows of a table in order of its key, read past Inlet. */
  rows: (table: string) => Promise<Row[]>;
  /** Names of the engine's files whose bytes hold a text: what a person with the disk would find. */
  filesHolding: (text: string) => Promise<string[]>;
  /** Closes and removes it before the test ends. */
  remove: () => Promise<void>;
};

/** Opens a copy of the migrated template as the database of this process, until the test that calls it ends. */
export async function openTestDatabase(on: Engine = engine()): Promise<TestDatabase> {
  const copy = await (on === 'sqlite' ? copySqlite() : copyPostgresql());
  const database = await openDatabase(copy.url, { allowUnsafe: true });
  installDatabase(database);
  let removed: Promise<void> | undefined;
  const remove = () => {
    removed ??= (async () => {
      installDatabase(undefined);
      await database.close();
      await copy.drop();
    })();
    return removed;
  };
  onTestFinished(remove);
  return { ...database, ...copy, rows: (table) => rowsOf(copy.url, table), remove };
}

async function copySqlite() {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-test-'));
  const file = path.join(folder, 'inlet.db');
  await copyFile(inject('sqliteTemplate'), file);
  return {
    url: `file:${file}`,
    filesHolding: (text: string) => Promise.resolve(filesHolding(folder, text)),
    drop: () => rm(folder, { recursive: true }),
  };
}

async function copyPostgresql() {
  const { address, folder } = inject('postgresqlServer');
  const name = `test-${randomUUID()}`;
  const url = `${address}${name}`;
  await askPostgresql(`${address}postgres`, `CREATE DATABASE "${name}" TEMPLATE "template" STRATEGY FILE_COPY`);
  return {
    url,
    filesHolding: async (text: string) => {
      const [row] = await askPostgresql(
        url,
        'CHECKPOINT; SELECT oid FROM pg_database WHERE datname = current_database()',
      );
      return filesHolding(path.join(folder, 'base', String(row?.oid)), text);
    },
    drop: async () => {
      await askPostgresql(`${address}postgres`, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}
