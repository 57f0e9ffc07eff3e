import { Socket } from 'node:net';
import type { SqlMigrationAwareDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import type { ClientConfig, PoolConfig } from 'pg';

/** The writer's transactions, those of better-auth, and one to spare. */
const WRITING_CONNECTIONS = 5;
const READING_CONNECTIONS = 10;
/** Longer than any statement may take: a connection that is silent for so long leads to nobody. */
const SILENCE_MS = 45_000;

/** What every connection has: it gives up on a server that does not answer, and notices one that is gone. */
export function connectionTo(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'inlet',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    stream: () => {
      const socket = new Socket();
      return socket.setTimeout(SILENCE_MS, () => socket.destroy());
    },
  };
}

/** The adapter for what is written. A process that hangs inside a transaction loses it, for others wait behind it. */
export function writingAdapter(url: string): SqlMigrationAwareDriverAdapterFactory {
  return pool(url, {
    max: WRITING_CONNECTIONS,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  });
}

/** The adapter for what is read: the server itself refuses it a write. */
export function readingAdapter(url: string): SqlMigrationAwareDriverAdapterFactory {
  return pool(url, {
    max: READING_CONNECTIONS,
    statement_timeout: 15_000,
    options: '-c default_transaction_read_only=on',
  });
}

function pool(url: string, limits: PoolConfig): SqlMigrationAwareDriverAdapterFactory {
  const silent = () => undefined;
  return new PrismaPg(
    { ...connectionTo(url), ...limits, idleTimeoutMillis: 30_000 },
    // A connection that the server drops while it is idle is replaced at the next query; unheard, it would end the process.
    { onPoolError: silent, onConnectionError: silent, statementNameGenerator: statementName },
  );
}

const statementNames = new Map<string, string>();
const MOST_STATEMENTS = 500;

/**
 * The server plans a statement that has a name once for a connection. Only the first few hundred get one: it keeps them
 * all. One that looks for a pattern gets none, because how to find it depends on the pattern.
 */
function statementName({ sql }: SqlQuery): string {
  if (sql.includes(' LIKE ')) return '';
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  if (statementNames.size >= MOST_STATEMENTS) return '';
  const name = `inlet${statementNames.size.toString()}`;
  statementNames.set(sql, name);
  return name;
}
