import Sqlite from 'better-sqlite3';

const CODES = ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR'] as const;
export type Fault = (typeof CODES)[number] | 'crash';
export const faults: readonly [Fault, ...Fault[]] = [...CODES, 'crash'];

export type FaultyStorage = {
  /** Lets the call after `calls` more of them fail. After a crash every call fails, until `heal`. */
  failAfter: (calls: number, fault: Fault) => void;
  hasCrashed: () => boolean;
  heal: () => void;
  /** Lets SQLite be as it was. */
  remove: () => void;
};

const connections: { prepare: (this: Sqlite.Database, sql: string) => Sqlite.Statement } = Sqlite.prototype;

/** Makes SQLite itself fail, below everything that is ours: any statement, a commit included, on any connection that can write. */
export function installFaultyStorage(): FaultyStorage {
  let planned: { calls: number; fault: Fault } | undefined;
  let crashed = false;
  const { prepare } = connections;
  connections.prepare = function (this: Sqlite.Database, sql: string) {
    if (!this.readonly) interfere(sql);
    return prepare.call(this, sql);
  };

  function interfere(sql: string) {
    if (crashed) throw new Error('The process has crashed.');
    // SQLite gives up a transaction without asking the disk, and the look at other processes is nobody's plan.
    if (!planned || sql.startsWith('ROLLBACK') || sql.startsWith('PRAGMA')) return;
    if (planned.calls > 0) {
      planned.calls -= 1;
      return;
    }
    const { fault } = planned;
    planned = undefined;
    crashed = fault === 'crash';
    if (fault === 'crash') throw new Error('The process has crashed.');
    throw new Sqlite.SqliteError('a fault of the simulation', fault);
  }

  return {
    failAfter: (calls, fault) => (planned = { calls, fault }),
    hasCrashed: () => crashed,
    heal: () => {
      planned = undefined;
      crashed = false;
    },
    remove: () => {
      connections.prepare = prepare;
    },
  };
}
