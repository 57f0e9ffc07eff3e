import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';

const BUSY_TIMEOUT_MS = 10_000;

/** Empties the log, unless somebody reads from it: that it says, and does not wait for. */
export const CHECKPOINT = 'PRAGMA wal_checkpoint(TRUNCATE)';

/**
 * The adapter for the one connection that writes: durable at each commit, and every plain query waits for an open
 * transaction. The stock adapter lets a plain query join whatever transaction is open on its connection, so that an
 * acknowledged row disappears when that transaction rolls back (decision 003).
 */
export function writingAdapter(file: string): SqlMigrationAwareDriverAdapterFactory {
  const stock = new PrismaBetterSqlite3({ url: file, timeout: BUSY_TIMEOUT_MS });
  return {
    provider: stock.provider,
    adapterName: stock.adapterName,
    connect: async () => {
      const connection = await stock.connect();
      await connection.executeScript(
        'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;',
      );
      return oneAtATime(connection);
    },
    connectToShadowDb: () => stock.connectToShadowDb(),
  };
}

/** The adapter for the connection that reads: it sees committed rows only, and SQLite itself refuses it a write. */
export function readingAdapter(file: string): SqlMigrationAwareDriverAdapterFactory {
  const stock = new PrismaBetterSqlite3({ url: file, timeout: BUSY_TIMEOUT_MS });
  return {
    provider: stock.provider,
    adapterName: stock.adapterName,
    connect: async () => {
      const connection = await stock.connect();
      await connection.executeScript('PRAGMA query_only=ON;');
      return connection;
    },
    connectToShadowDb: () => stock.connectToShadowDb(),
  };
}

function oneAtATime(connection: SqlDriverAdapter): SqlDriverAdapter {
  const lock = new FifoLock();
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    queryRaw: (query) =>
      lock.run(() =>
        query.sql === CHECKPOINT
          ? withoutWaiting(connection, () => connection.queryRaw(query))
          : connection.queryRaw(query),
      ),
    executeRaw: (query) => lock.run(() => connection.executeRaw(query)),
    executeScript: (script) => lock.run(() => connection.executeScript(script)),
    startTransaction: async () => {
      const release = await lock.acquire();
      try {
        return await begin(connection, release);
      } catch (error) {
        release();
        throw error;
      }
    },
    ...(connection.getConnectionInfo && { getConnectionInfo: connection.getConnectionInfo.bind(connection) }),
    dispose: () => connection.dispose(),
  };
}

/** SQLite waits on the thread that everything else runs on too. */
async function withoutWaiting<T>(connection: SqlDriverAdapter, work: () => Promise<T>): Promise<T> {
  await connection.executeScript('PRAGMA busy_timeout=0');
  try {
    return await work();
  } finally {
    await connection.executeScript(`PRAGMA busy_timeout=${BUSY_TIMEOUT_MS.toString()}`);
  }
}

/**
 * A transaction on a connection that is ours alone until `release`. Not the stock adapter's: that one keeps its own lock
 * for ever when BEGIN fails. IMMEDIATE, so that waiting for another process happens here, before anything is read, and
 * not in the middle, where SQLite refuses it.
 */
async function begin(connection: SqlDriverAdapter, release: () => void): Promise<Transaction> {
  const run = async (sql: string) => {
    await connection.executeRaw({ sql, args: [], argTypes: [] });
  };
  await run('BEGIN IMMEDIATE');
  let open = true;
  const end = async () => {
    try {
      // A COMMIT that failed (disk full, busy) leaves the connection inside the transaction; whatever came next would join it.
      if (open) await run('ROLLBACK');
    } catch {
      // SQLite had already rolled back by itself.
    } finally {
      release();
    }
  };
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    // The engine sends COMMIT and ROLLBACK as statements, and then says that it has.
    options: { usePhantomQuery: false },
    queryRaw: (query) => connection.queryRaw(query),
    executeRaw: async (query) => {
      const changes = await connection.executeRaw(query);
      if (query.sql === 'COMMIT' || query.sql === 'ROLLBACK') open = false;
      return changes;
    },
    commit: end,
    rollback: end,
    createSavepoint: (name) => run(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => run(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => run(`RELEASE SAVEPOINT ${name}`),
  };
}

class FifoLock {
  #last: Promise<void> = Promise.resolve();

  async acquire(): Promise<() => void> {
    const before = this.#last;
    let release = () => {};
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}
