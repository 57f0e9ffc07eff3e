import path from 'node:path';
import { DatabaseError, type Client } from 'pg';
import { migrate, type MigrationConnection, type MigrationOptions } from './migrate';

const MIGRATIONS = path.resolve('prisma/migrations/postgresql');

/** The key of the advisory lock that one process holds while it migrates. */
const MIGRATING = 4_613_001;

/**
 * Brings a PostgreSQL database up to date over a connection of its own, which has no time limit: an index of many rows
 * takes longer than any query of the server. Gives the names of the migrations that were applied.
 */
export async function migratePostgresql(
  client: Client,
  { folder = MIGRATIONS, ...options }: MigrationOptions & { folder?: string } = {},
): Promise<string[]> {
  return migrate(connectionOn(client), folder, options);
}

function connectionOn(client: Client): MigrationConnection {
  const run = async (sql: string) => {
    await client.query(sql);
  };
  return {
    begin: () => run(`BEGIN; SELECT pg_advisory_xact_lock(${MIGRATING.toString()})`),
    run,
    history: async () => {
      const { rows } = await client.query<{ found: boolean }>(
        `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS found`,
      );
      return rows[0]?.found ? (await client.query<object>('SELECT * FROM "_prisma_migrations"')).rows : null;
    },
    // PostgreSQL checks references itself, at each statement.
    assertReferences: () => Promise.resolve(),
    // Classes 23 and 42: a constraint, and a name that exists already or does not exist.
    isConflict: (error) => error instanceof DatabaseError && /^(23|42)/.test(error.code ?? ''),
  };
}
