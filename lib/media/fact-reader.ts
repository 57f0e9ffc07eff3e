import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { fileFacts, noFacts, type FileFacts } from './file-facts';

const told = z.object({ facts: fileFacts, isLast: z.boolean() });

const DEADLINE_MS = 10_000;
const START_MS = 60_000;
const IDLE_MS = 20_000;
/** Files come from strangers: one that makes the reader grow or hang ends the reader, not the server. */
const LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 };

/** `hear` is called with whatever comes from the worker, its end included. */
type Thread = { worker: Worker; hear: (message: unknown) => void };

/** Reads files one after the other in a thread of its own, which ends when nothing is to be read for a while. */
export class FactReader {
  #thread: Thread | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  readonly #threadFile: () => Promise<string>;
  readonly #deadlineMs: number;

  /** `thread` gives the file that a thread begins at (`fact-worker.ts` as Node reads it). */
  constructor(thread: () => Promise<string>, { deadlineMs = DEADLINE_MS } = {}) {
    this.#threadFile = thread;
    this.#deadlineMs = deadlineMs;
  }

  /** What a file says of itself; of one that cannot be read to the end in time, what had been found until then. */
  read(file: string): Promise<FileFacts> {
    const reading = this.#last.then(() => this.#read(file));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  /** Ends the thread; another one begins when there is more to read. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.worker.terminate();
  }

  async #read(file: string): Promise<FileFacts> {
    clearTimeout(this.#idle);
    this.#thread ??= await startThread(await this.#threadFile());
    const { facts, isAlive } = await ask(this.#thread, file, this.#deadlineMs);
    if (isAlive) this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    else await this.close();
    return facts;
  }
}

function ask(thread: Thread, file: string, deadlineMs: number): Promise<{ facts: FileFacts; isAlive: boolean }> {
  return new Promise((resolve) => {
    let facts = noFacts;
    const end = (isAlive: boolean) => {
      clearTimeout(deadline);
      thread.hear = () => undefined;
      resolve({ facts, isAlive });
    };
    const deadline = setTimeout(end, deadlineMs, false);
    thread.hear = (message) => {
      const heard = told.safeParse(message);
      if (heard.success) facts = heard.data.facts;
      if (!heard.success || heard.data.isLast) end(heard.success);
    };
    thread.worker.postMessage(file);
  });
}

/** A thread that is ready to read, or one that has ended already. */
async function startThread(file: string): Promise<Thread> {
  const worker = new Worker(file, {
    resourceLimits: LIMITS,
    stdout: true,
    stderr: true,
  });
  worker.unref();
  const thread: Thread = { worker, hear: () => undefined };
  worker.on('message', (message: unknown) => {
    thread.hear(message);
  });
  for (const event of ['error', 'exit']) {
    worker.on(event, () => {
      thread.hear('ended');
    });
  }
  await new Promise<void>((resolve) => {
    const deadline = setTimeout(resolve, START_MS);
    thread.hear = () => {
      clearTimeout(deadline);
      resolve();
    };
  });
  return thread;
}
