import { closeSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { isDiskFull } from './is-disk-full';
import { migrate, type MigrationConnection, type MigrationOptions } from './migrate';
import { OpeningFailure } from './opening-failure';

const MIGRATIONS = path.resolve('prisma/migrations/sqlite');
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Brings a SQLite file up to date, after making a copy of it when it has tables. The copy is removed once the migrations
 * are committed, because it holds what customers may delete later. Throws `OpeningFailure` when there is no room for it.
 */
export async function migrateSqlite(
  file: string,
  { folder = MIGRATIONS, ...options }: MigrationOptions & { folder?: string } = {},
): Promise<void> {
  const sqlite = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    // Foreign keys are off because a table that is made anew is dropped in between, and they cannot be switched inside a
    // transaction.
    for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'secure_delete=ON', 'foreign_keys=OFF'])
      sqlite.pragma(pragma);
    await migrate(connectionOn(sqlite), folder, { ...options, beforeUpgrade: () => copy(sqlite, file) });
  } finally {
    sqlite.close();
  }
  removeCopies(file);
}

function connectionOn(sqlite: Sqlite.Database): MigrationConnection {
  const run = (sql: string) => inPromise(() => void sqlite.exec(sql));
  const rows = (sql: string) => sqlite.prepare(sql).all();
  return {
    begin: () => run('BEGIN IMMEDIATE'),
    run,
    history: () =>
      inPromise(() =>
        rows("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").length === 0
          ? null
          : rows('SELECT * FROM _prisma_migrations'),
      ),
    assertReferences: () =>
      inPromise(() => {
        const broken = rows('PRAGMA foreign_key_check').length;
        if (broken > 0) throw new Error(`${broken.toString()} rows would refer to rows that do not exist.`);
      }),
    isConflict: (error) =>
      error instanceof Sqlite.SqliteError &&
      (error.code === 'SQLITE_ERROR' || error.code.startsWith('SQLITE_CONSTRAINT')),
  };
}

/** What the work throws rejects, as it does with an engine that answers later. */
function inPromise<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}

function copy(sqlite: Sqlite.Database, file: string): Promise<void> {
  removeCopies(file);
  const target = `${file}${COPY}`;
  // VACUUM takes an empty file; made before, so that only its owner can read it.
  closeSync(openSync(target, 'wx', 0o600));
  return inPromise(() => {
    try {
      sqlite.prepare('VACUUM INTO ?').run(target);
    } catch (error) {
      removeCopies(file);
      if (!isDiskFull(error)) throw error;
      const megabytes = Math.ceil(statSync(file).size / 1_000_000);
      throw new OpeningFailure(
        `There is no room to copy the database before the upgrade: ${megabytes.toString()} MB are needed beside ${file}. Free some space and start again; nothing has changed.`,
        { cause: error },
      );
    }
  });
}

const COPY = '.before-upgrade';

/** Also one that a stop has left, and SQLite's own files of it. */
function removeCopies(file: string): void {
  const { dir, base } = path.parse(file);
  for (const name of readdirSync(dir)) if (name.startsWith(`${base}${COPY}`)) rmSync(path.join(dir, name));
}
