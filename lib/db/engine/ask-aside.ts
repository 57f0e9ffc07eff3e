import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Prisma } from '@/lib/db/generated/sqlite/client';

const WORKER = path.resolve('lib/db/engine/aside-worker.mjs');

const answer = z.object({ id: z.number(), rows: z.array(z.unknown()).optional(), error: z.string().optional() });

type Waiting = { resolve: (rows: unknown[]) => void; reject: (error: Error) => void };

/**
 * Asks a SQLite file on a thread of its own, which starts with the first question and may only read. SQLite holds up the
 * thread that asks it, and a search may take a while.
 */
export class AsideReader {
  readonly #file: string;
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** The rows that a query gives, as SQLite holds them: booleans are numbers, dates texts. */
  ask(query: Prisma.Sql): Promise<unknown[]> {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, sql: query.sql, values: query.values.map(asStored) });
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(WORKER, { workerData: this.#file, execArgv: [] });
    worker.on('message', (message: unknown) => {
      const { id, rows, error } = answer.parse(message);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
      if (rows) waiting?.resolve(rows);
      else waiting?.reject(new Error(error));
    });
    const fail = (error: Error) => {
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', () => {
      fail(new Error('The thread that searches has ended.'));
    });
    return worker;
  }
}

/** A value as Prisma stores it in SQLite. */
function asStored(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value;
}
