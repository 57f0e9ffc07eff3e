import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { OpeningFailure } from './opening-failure';

/** What a migration needs of a connection. Both engines roll back tables, indexes and triggers with a transaction. */
export type MigrationConnection = {
  /** Begins a transaction in which no other process migrates. */
  begin: () => Promise<void>;
  /** Runs one statement. */
  run: (sql: string) => Promise<void>;
  /** The rows of `_prisma_migrations`, or null before the first migration. */
  history: () => Promise<unknown[] | null>;
  /** Throws when a migration has broken a reference between tables. */
  assertReferences: () => Promise<void>;
  /** Whether a statement failed because of what the database holds, and not because of a full disk or a lost connection. */
  isConflict: (error: unknown) => boolean;
};

export type MigrationOptions = {
  /** Called before each statement of a migration and before the commit; tests stop the process there. */
  onStatement?: (number: number) => void;
};

const historyRows = z.array(
  z.object({
    migration_name: z.string(),
    finished_at: z.unknown().transform((value) => value !== null),
    rolled_back_at: z.unknown().transform((value) => value !== null),
  }),
);

/** Valid on both engines, with the columns that `prisma migrate` expects. */
const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the migrations that a database does not have yet, all in one transaction with their rows in
 * `_prisma_migrations`, and gives their names. A process that is killed, or a disk that is full, leaves the database as it
 * was. `beforeUpgrade` is called when the database has tables that are about to change. Throws `OpeningFailure` when the
 * database was made by a newer Inlet, and the engine's error when a statement fails.
 */
export async function migrate(
  connection: MigrationConnection,
  folder: string,
  { beforeUpgrade, onStatement }: MigrationOptions & { beforeUpgrade?: () => Promise<void> } = {},
): Promise<string[]> {
  const known = listMigrations(folder);
  const history = await connection.history();
  if (pendingOf(known, history).length === 0) return [];
  if (history !== null) await beforeUpgrade?.();

  await connection.begin();
  try {
    await connection.run(CREATE_HISTORY);
    // Read again inside the transaction: another process may have migrated meanwhile.
    const pending = pendingOf(known, await connection.history());
    let number = 0;
    const run = async (sql: string) => {
      onStatement?.((number += 1));
      await connection.run(sql);
    };
    for (const migration of pending) {
      await (migration.isUnfinished ? resume(connection, migration, run) : apply(migration.statements, run));
      await run(`DELETE FROM "_prisma_migrations" WHERE "migration_name" = '${migration.name}'`);
      await run(
        `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count")
         VALUES ('${randomUUID()}', '${migration.checksum}', CURRENT_TIMESTAMP, '${migration.name}', 1)`,
      );
    }
    await connection.assertReferences();
    onStatement?.((number += 1));
    await connection.run('COMMIT');
    return pending.map(({ name }) => name);
  } catch (error) {
    // A failed statement may have rolled back already.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

type Migration = { name: string; checksum: string; statements: string[] };
type Pending = Migration & {
  /** An earlier version of Inlet, which did not migrate in a transaction, was stopped inside this migration. */
  isUnfinished: boolean;
};

function listMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const script = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(script).digest('hex');
      return { name, checksum, statements: statementsOf(script) };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The checksum of an applied migration is not compared: line ends may differ between two copies of the same file. */
function pendingOf(known: Migration[], history: unknown[] | null): Pending[] {
  const rows = historyRows.parse(history ?? []).filter((row) => !row.rolled_back_at);
  const finished = new Set(rows.flatMap((row) => (row.finished_at ? row.migration_name : [])));
  const begun = new Set(rows.map((row) => row.migration_name));
  const names = new Set(known.map(({ name }) => name));
  if ([...begun].some((name) => !names.has(name)))
    throw new OpeningFailure(
      'The database was made by a newer version of Inlet. Start that version, or restore a backup.',
    );
  return known
    .filter(({ name }) => !finished.has(name))
    .map((migration) => ({ ...migration, isUnfinished: begun.has(migration.name) }));
}

async function apply(statements: string[], run: (sql: string) => Promise<void>): Promise<void> {
  for (const statement of statements) await run(statement);
}

/**
 * Finishes a migration of which a first part has been applied, nobody knows how much: finds the first statement from which
 * all others succeed. What is repeated that way changes nothing (an UPDATE that computes the same values); what would
 * change something fails when it is repeated (a table or column that exists, a row with the same key). When even the last
 * one fails that way, all of them had been applied.
 */
async function resume(
  connection: MigrationConnection,
  { statements }: Migration,
  run: (sql: string) => Promise<void>,
): Promise<void> {
  for (let start = 0; ; start += 1) {
    await connection.run('SAVEPOINT resume');
    try {
      await apply(statements.slice(start), run);
      await connection.run('RELEASE SAVEPOINT resume');
      return;
    } catch (error) {
      if (!connection.isConflict(error)) throw error;
      await connection.run('ROLLBACK TO SAVEPOINT resume');
    }
  }
}

/** The statements of a script: each ends with a semicolon at the end of a line, outside a trigger's or function's body. */
export function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let open = '';
  for (const line of script.split(/\r?\n/)) {
    if (/^\s*(--|$)/.test(line)) continue;
    open += `${line}\n`;
    const isInTrigger = /^CREATE TRIGGER[^;]*\bBEGIN\b/i.test(open) && !/\bEND;\s*$/i.test(open);
    const isInFunction = (open.split('$$').length - 1) % 2 === 1;
    if (!/;\s*$/.test(line) || isInTrigger || isInFunction) continue;
    statements.push(open.trim());
    open = '';
  }
  if (open.trim() !== '') statements.push(open.trim());
  return statements;
}
