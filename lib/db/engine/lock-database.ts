import { closeSync, openSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { scheduler } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { OpeningFailure } from './opening-failure';

const PATIENCE_MS = 10_000;
const AGAIN_MS = 200;

type Options = {
  /** How long to wait for a process that is stopping, in milliseconds. */
  patienceMs?: number;
};

/**
 * Makes this process the only server of a SQLite file and of the folder with its media, until the returned function is
 * called or the process ends, however it ends. Waits for a process that is stopping, and throws `OpeningFailure` when it
 * does not. A PostgreSQL database is shared on purpose: nothing is locked.
 */
export async function lockDatabase(
  url: string,
  dataDir: string,
  { patienceMs = PATIENCE_MS }: Options = {},
): Promise<() => void> {
  if (!url.startsWith('file:')) return () => undefined;
  const file = url.slice('file:'.length);
  // The real path of a file that exists: the same database under another spelling is the same lock.
  closeSync(openSync(file, 'a', 0o600));
  const locks = [`${realpathSync(file)}.lock`, path.join(realpathSync(dataDir), 'inlet.lock')];
  const held: Sqlite.Database[] = [];
  const release = () => {
    for (const lock of held) lock.close();
  };
  const deadline = performance.now() + patienceMs;
  for (const lock of locks) {
    for (let connection = take(lock); ; connection = take(lock)) {
      if (connection) {
        held.push(connection);
        break;
      }
      if (performance.now() > deadline) {
        release();
        throw new OpeningFailure(
          `Another Inlet uses ${path.dirname(lock)}. Stop it first, or give this one a DATA_DIR and a database of its own.`,
        );
      }
      await scheduler.wait(AGAIN_MS);
    }
  }
  return release;
}

/**
 * SQLite locks a file with a lock of the operating system, which ends with the process. Node has no call for one. Null
 * while another process holds it.
 */
function take(file: string): Sqlite.Database | null {
  closeSync(openSync(file, 'a', 0o600));
  const connection = new Sqlite(file, { timeout: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection.close();
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
}
