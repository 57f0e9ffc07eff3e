import type { PrismaClient, Prisma } from './generated/sqlite/client';

/** Queries inside one transaction. */
export type Tx = Prisma.TransactionClient;

type Job = { run: (tx: Tx) => Promise<void>; settle: () => void; fail: (error: unknown) => void };

const LARGEST_GROUP = 64;
const TRANSACTION_LIMITS = { maxWait: 30_000, timeout: 60_000 };

/**
 * The one writer: jobs that are waiting when a transaction begins are committed together, so that one fsync serves them
 * all. A job is answered only after the commit; one that throws is undone alone, by its savepoint.
 */
export class GroupedWriter {
  #waiting: Job[] = [];
  #draining: Promise<void> | undefined;
  readonly #client: PrismaClient;
  readonly #onCommit: () => void;

  constructor(client: PrismaClient, onCommit: () => void) {
    this.#client = client;
    this.#onCommit = onCommit;
  }

  write<T>(job: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let settle = () => {};
      this.#waiting.push({
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

  /** Resolves when everything that was waiting is committed or refused. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    // Whatever else arrives in this turn of the event loop belongs to the first group.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, LARGEST_GROUP));
    this.#draining = undefined;
  }

  async #commit(group: Job[]): Promise<void> {
    const done: Job[] = [];
    try {
      await this.#client.$transaction(async (tx) => {
        for (const job of group) {
          await tx.$executeRawUnsafe('SAVEPOINT job');
          try {
            await job.run(tx);
            await tx.$executeRawUnsafe('RELEASE SAVEPOINT job');
            done.push(job);
          } catch (error) {
            await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT job');
            await tx.$executeRawUnsafe('RELEASE SAVEPOINT job');
            job.fail(error);
          }
        }
      }, TRANSACTION_LIMITS);
    } catch (error) {
      for (const job of group) job.fail(error);
      return;
    }
    for (const job of done) job.settle();
    if (done.length > 0) this.#onCommit();
  }
}
