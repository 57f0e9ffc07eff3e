import type { PrismaClient, Prisma } from '@/lib/db/generated/sqlite/client';
import { isDiskFull } from './is-disk-full';

/** Queries inside one transaction. */
export type Tx = Prisma.TransactionClient;

type Job = { urgent: boolean; run: (tx: Tx) => Promise<void>; settle: () => void; fail: (error: unknown) => void };

/** Is told of each commit, and whether it held urgent jobs alone. */
export type OnCommit = (isUrgent: boolean) => void;

const LARGEST_GROUP = 64;
/** How long those that had to wait for an urgent group may be worked off before urgent ones are taken again. */
const OTHERS_MS = 20;
const TRANSACTION_LIMITS = { maxWait: 30_000, timeout: 60_000 };

/**
 * The one writer: jobs that wait are committed together, so that one sync to disk serves them all. Urgent ones go first
 * and are not kept by others, which get every second group when urgent ones never end. A job is answered only after the commit; one that throws is undone alone, by
 * its savepoint.
 */
export class GroupedWriter {
  #urgent: Job[] = [];
  #waiting: Job[] = [];
  /** Whether the last group left others waiting for the sake of urgent jobs. */
  #stoodBack = false;
  #draining: Promise<void> | undefined;
  readonly #client: PrismaClient;
  readonly #begin: (tx: Tx) => Promise<unknown>;
  readonly #onCommit: OnCommit;
  readonly #assertKept: () => void;
  #isDiskFull = false;

  constructor(
    client: PrismaClient,
    {
      begin = () => Promise.resolve(),
      onCommit,
      assertKept = () => undefined,
    }: {
      begin?: (tx: Tx) => Promise<unknown>;
      onCommit: OnCommit;
      /** Called after a commit and before it is answered; throws when what was committed cannot be read again. */
      assertKept?: () => void;
    },
  ) {
    this.#client = client;
    this.#begin = begin;
    this.#onCommit = onCommit;
    this.#assertKept = assertKept;
  }

  write<T>(job: (tx: Tx) => Promise<T>, { urgent = false } = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let settle = () => {};
      (urgent ? this.#urgent : this.#waiting).push({
        urgent,
        run: async (tx) => {
          const result = await job(tx);
          settle = () => {
            resolve(result);
          };
        },
        settle: () => {
          settle();
        },
        fail: reject,
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Whether the last write failed because the disk has no room. */
  isDiskFull(): boolean {
    return this.#isDiskFull;
  }

  /** Resolves when everything that was waiting is committed or refused. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    // Whatever else arrives in this turn of the event loop belongs to the first group.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#urgent.length + this.#waiting.length > 0) await this.#commit();
    this.#draining = undefined;
  }

  async #commit(): Promise<void> {
    const taken: Job[] = [];
    const done: Job[] = [];
    try {
      await this.#client.$transaction(async (tx) => {
        await this.#begin(tx);
        for (const job of this.#take(taken)) {
          if (await runAlone(tx, job, (error) => (this.#isDiskFull = isDiskFull(error)))) done.push(job);
        }
      }, TRANSACTION_LIMITS);
      this.#assertKept();
    } catch (error) {
      this.#isDiskFull = isDiskFull(error);
      // A transaction that could not even begin takes what waited with it: nobody is left hanging.
      const lost = taken.length > 0 ? taken : [...this.#urgent.splice(0), ...this.#waiting.splice(0)];
      for (const job of lost) job.fail(error);
      return;
    }
    if (done.length > 0) this.#isDiskFull = false;
    for (const job of done) job.settle();
    if (done.length > 0) this.#onCommit(done.every(({ urgent }) => urgent));
  }

  /** The jobs of one group, also those that come while it runs. No urgent one is committed later than it must be. */
  *#take(taken: Job[]): Generator<Job> {
    const started = performance.now();
    const othersFirst = this.#stoodBack;
    let holdsUrgent = false;
    while (taken.length < LARGEST_GROUP) {
      const isOthersTurn = othersFirst && (this.#urgent.length === 0 || performance.now() - started < OTHERS_MS);
      // Whoever comes after an urgent job would be waited for by it.
      const other = () => (holdsUrgent ? undefined : this.#waiting.shift());
      const before = isOthersTurn ? other() : undefined;
      const urgent = before ? undefined : this.#urgent.shift();
      holdsUrgent ||= urgent !== undefined;
      const job = before ?? urgent ?? other();
      if (!job) break;
      taken.push(job);
      yield job;
    }
    this.#stoodBack = holdsUrgent && !othersFirst && this.#waiting.length > 0;
  }
}

/** Runs a job inside a savepoint. Gives false when it threw and was undone; throws when the transaction itself is lost. */
async function runAlone(tx: Tx, job: Job, onFailure: (error: unknown) => void): Promise<boolean> {
  await tx.$executeRawUnsafe('SAVEPOINT job');
  try {
    await job.run(tx);
    await tx.$executeRawUnsafe('RELEASE SAVEPOINT job');
    return true;
  } catch (error) {
    onFailure(error);
    try {
      await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT job');
      await tx.$executeRawUnsafe('RELEASE SAVEPOINT job');
    } catch {
      // SQLite has rolled back the whole transaction, as it does on a full disk. The first error is the reason.
      throw error;
    }
    job.fail(error);
    return false;
  }
}
