import { statSync } from 'node:fs';

const LOOK_MS = 1000;

/** The database file that is open is not the one at its path any more: what is written to it is lost with this process. */
export class DatabaseGone extends Error {
  constructor() {
    super('The database file has been removed or replaced while Inlet was running.');
  }
}

/**
 * Compares an open SQLite file and its log with what their paths name, by device and inode: a removed or replaced file
 * goes on taking writes, and nobody can read them again. `assertKept` throws `DatabaseGone`, at the cost of two calls of
 * stat; `onGone` is called once, also when nothing is written.
 */
export function watchFile(file: string, onGone: () => void): { assertKept: () => void; stop: () => void } {
  const opened = [file, `${file}-wal`].map((path) => ({ path, identity: identify(path) }));
  const isKept = () =>
    opened.every((each) => {
      const identity = identify(each.path);
      // SQLite makes the log when it first needs it.
      each.identity ??= identity;
      return identity === each.identity;
    });
  let isGone = false;
  const look = () => {
    if (isGone || isKept()) return;
    isGone = true;
    onGone();
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return {
    assertKept: () => {
      if (isKept()) return;
      look();
      throw new DatabaseGone();
    },
    stop: () => clearInterval(timer),
  };
}

function identify(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.dev.toString()}:${found.ino.toString()}` : null;
}
