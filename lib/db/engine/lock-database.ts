import { closeSync, existsSync, openSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { scheduler } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { OpeningFailure, openingFailure } from './opening-failure';
import { watchFile } from './watch-file';

const PATIENCE_MS = 10_000;
const AGAIN_MS = 200;

type Options = {
  /** How long to wait for a process that is stopping, in milliseconds. */
  patienceMs?: number;
};

export type DatabaseLock = {
  /** Calls the listener once when a lock file has been removed or replaced: another process can then take the lock too. */
  onLost: (listener: () => void) => void;
  release: () => void;
};

type HeldFile = { file: string; connection: Sqlite.Database };

/**
 * Makes this process the only one at work on a SQLite file and, where it is named, in the folder with its media, until
 * it releases the lock or ends, however it ends. Waits for a process that is stopping, and throws `OpeningFailure` when
 * that does not stop. A PostgreSQL database is shared on purpose: nothing is locked.
 */
export async function lockDatabase(
  url: string,
  dataDir: string | null,
  { patienceMs = PATIENCE_MS }: Options = {},
): Promise<DatabaseLock> {
  const held: HeldFile[] = [];
  const stops: (() => void)[] = [];
  const release = () => {
    for (const stop of stops) stop();
    for (const { connection } of held) connection.close();
  };
  if (url.startsWith('file:')) {
    const deadline = performance.now() + patienceMs;
    try {
      if (dataDir !== null) held.push(await hold(path.join(realpathSync(dataDir), 'inlet.lock'), deadline));
      held.push(await hold(`${realPathOf(url.slice('file:'.length))}-lock`, deadline));
    } catch (error) {
      release();
      throw openingFailure(error, `The database ${url.slice('file:'.length)}`);
    }
  }
  return {
    onLost: (listener) => {
      for (const { file } of held) stops.push(watchFile(file, listener).stop);
    },
    release,
  };
}

/** The same for each spelling of a path, and for a link to the file. Makes the file, for only one that exists has a real path. */
function realPathOf(file: string): string {
  makeOwnFile(file);
  return realpathSync(file);
}

async function hold(file: string, deadline: number): Promise<HeldFile> {
  for (;;) {
    const connection = take(file);
    if (connection) return { file, connection };
    if (performance.now() > deadline)
      throw new OpeningFailure(
        `Another Inlet uses ${path.dirname(file)}. Stop it first, or give this one a DATA_DIR and a database of its own.`,
      );
    await scheduler.wait(AGAIN_MS);
  }
}

/**
 * SQLite locks a file with a lock of the operating system, which ends with the process. Node has no call for one. Null
 * while somebody else holds it.
 */
function take(file: string): Sqlite.Database | null {
  makeOwnFile(file);
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

/** Leaves a file that exists alone: closing it here would end the locks that this process holds on it (POSIX). */
function makeOwnFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}
