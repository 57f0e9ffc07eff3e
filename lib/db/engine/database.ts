import type { Prisma, PrismaClient } from '@/lib/db/generated/sqlite/client';
import type { OnCommit, Tx } from './grouped-writer';

/** Queries outside a transaction: committed rows only. */
export type Reader = PrismaClient;

/** An open database. Everything that is written goes through `write`; everything else reads committed rows. */
export type Database = {
  engine: 'sqlite' | 'postgresql';
  reader: Reader;
  /** The writing connection itself, for better-auth, which opens transactions of its own. */
  writer: PrismaClient;
  /** What the index of texts gives: messages hour by hour, the newest first, or all that it finds at once. */
  textIndex: 'by-hour' | 'at-once';
  /** Asks what may take its time without holding up anybody else. Dates come as texts on SQLite. */
  askAside: (query: Prisma.Sql) => Promise<unknown[]>;
  /**
   * Runs the job in a transaction that it may share with others, and answers after the durable commit. Such transactions
   * follow one another, also those of other processes, so ids are committed in their order. An urgent job does not wait
   * for those that are not. On PostgreSQL it runs beside them and out of their order, so it is for storing what arrives,
   * where nothing depends on what others write; a row that both change, as a retry does, makes it wait for that row.
   */
  write: <T>(job: (tx: Tx) => Promise<T>, options?: { urgent?: boolean }) => Promise<T>;
  /**
   * Calls the listener after each commit, also of other processes, until the returned function is called. It hears which
   * commits of this process stored deliveries and did nothing else: only who reads deliveries need look then.
   */
  onCommit: (listener: OnCommit) => () => void;
  /** Whether the last write failed because the disk has no room. */
  isDiskFull: () => boolean;
  /** Calls the listener once when the database has been removed or replaced under this process, which must then end. */
  onGone: (listener: () => void) => void;
  /** Whether other processes may be at work on the same database. */
  shared: boolean;
  /** Removes what deleted rows have left in the engine's files. */
  scrub: () => Promise<void>;
  /** Waits for what is being written and closes the connections. */
  close: () => Promise<void>;
};

declare global {
  // Next bundles routes and our server apart from each other: the one place that both see is the global object.
  var inletDatabase: Database | undefined;
}

/** The database of this process. Throws when `installDatabase` has not been called. */
export function database(): Database {
  if (!globalThis.inletDatabase) throw new Error('The database is not open.');
  return globalThis.inletDatabase;
}

/** Makes an open database the one that `database()` gives. */
export function installDatabase(opened: Database | undefined): void {
  globalThis.inletDatabase = opened;
}
