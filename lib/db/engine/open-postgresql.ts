import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { scheduler } from 'node:timers/promises';
import { Client } from 'pg';
import * as z from 'zod';
import type { Database } from './database';
import type { PrismaClient } from '@/lib/db/generated/sqlite/client';
import { GroupedWriter, type OnCommit } from './grouped-writer';
import { listenForCommits, NOTIFY_COMMIT } from './listen-for-commits';
import { findDrift } from './find-drift';
import { migratePostgresql } from './migrate-postgresql';
import { openClient } from './open-client';
import { OpeningFailure, openingFailure } from './opening-failure';
import { connectionTo, readingAdapter, writingAdapter } from './postgresql-adapter';
import { startScrubber } from './scrub-postgresql';

/** The key of the advisory lock of the transaction that writes. */
const WRITING = 4_613_002;

const PATIENCE_MS = 30_000;
const MOST_TRIES = 5;

/** The key of the setting that says that a copy into this database has not been finished. */
export const UNFINISHED_MOVE = 'unfinishedMove';

/** Opens, migrates and checks a PostgreSQL database; `openDatabase` says how. */
export async function openPostgresql(
  url: string,
  options: { allowUnsafe?: boolean; allowUnfinished?: boolean } = {},
): Promise<Database> {
  return openServer(url, options).catch((error: unknown) => {
    throw openingFailure(error, 'The PostgreSQL database of DATABASE_URL');
  });
}

async function openServer(
  url: string,
  { allowUnsafe = false, allowUnfinished = false }: { allowUnsafe?: boolean; allowUnfinished?: boolean },
): Promise<Database> {
  const applied = await migrateAlone(url);
  const writer = openClient(writingAdapter(url));
  const reader = openClient(readingAdapter(url));
  if (!allowUnsafe) await assertDurable(reader);
  if (!allowUnfinished && (await reader.setting.count({ where: { key: UNFINISHED_MOVE } })) > 0)
    throw new OpeningFailure('The move into this database did not finish. Run `npm run move` again.');

  const commits = new EventEmitter().setMaxListeners(0);
  const onCommit: OnCommit = (isUrgent) => commits.emit('commit', isUrgent);
  const stopListening = await listenForCommits(url, () => onCommit(false));
  const inOrder = new GroupedWriter(writer, {
    // One transaction after the other, whoever writes: so ids are committed in their order, and no reader of changes
    // that looks past the newest one misses one that is committed later.
    begin: (tx) => tx.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${WRITING.toString()}), ${NOTIFY_COMMIT}`),
    onCommit,
  });
  const urgent = new GroupedWriter(writer, {
    begin: (tx) => tx.$executeRawUnsafe(`SELECT ${NOTIFY_COMMIT}`),
    onCommit,
  });
  const scrubber = startScrubber(url);
  // What a migration removed is taken out of the files too.
  if (applied.length > 0) await scrubber.scrub();
  return {
    engine: 'postgresql',
    textIndex: 'at-once',
    reader,
    writer,
    askAside: (query) => reader.$queryRaw<unknown[]>(query),
    write: (job, options) =>
      options?.urgent ? unlessDeadlocked(() => urgent.write(job, options)) : inOrder.write(job),
    onCommit: (listener) => {
      commits.on('commit', listener);
      return () => commits.off('commit', listener);
    },
    isDiskFull: () => inOrder.isDiskFull() || urgent.isDiskFull(),
    // A server that drops a database closes its connections; the next query fails.
    onGone: () => undefined,
    shared: true,
    scrub: scrubber.scrub,
    close: async () => {
      await Promise.all([urgent.idle(), inOrder.idle(), stopListening()]);
      await scrubber.stop();
      await reader.$disconnect();
      await writer.$disconnect();
    },
  };
}

/**
 * Two processes may store the same deliveries in another order each, as when CM.com sends several again at once: the server
 * then undoes one of both, which succeeds when it is done again.
 */
async function unlessDeadlocked<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (tries === MOST_TRIES || !isDeadlock(error)) throw error;
    }
  }
}

/** PostgreSQL: deadlock_detected. */
const deadlock = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.literal('40P01') }) }) }),
});

function isDeadlock(error: unknown): boolean {
  return deadlock.safeParse(error).success;
}

/** The SQL that leads from one schema to another on PostgreSQL, without a look at any database; empty when they agree. */
export function postgresqlDrift(url: string, from: 'nothing' | { schema: string }, to: string): Promise<string> {
  return findDrift(writingAdapter(url), { from, to });
}

/** Several processes may start at the same moment, and the server may still be starting too. */
async function migrateAlone(url: string): Promise<string[]> {
  const client = await connectPatiently(url);
  try {
    return await migratePostgresql(client);
  } finally {
    await client.end();
  }
}

async function connectPatiently(url: string): Promise<Client> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    // Without the limit on silence: a migration may run for minutes.
    const client = new Client({ ...connectionTo(url), stream: () => new Socket() });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const said = error instanceof Error ? error.message : 'no answer';
      if (!isNotThereYet(error) || Date.now() > deadline)
        throw new OpeningFailure(`The PostgreSQL server of DATABASE_URL cannot be used: ${said}`, { cause: error });
      await scheduler.wait(500);
    }
  }
}

/** A wrong password or database name will not mend itself. `57P03`: the server is starting. */
function isNotThereYet(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === 'ECONNREFUSED' || code === '57P03' || code === 'ENOTFOUND' || error.message.includes('timeout');
}

async function assertDurable(client: PrismaClient): Promise<void> {
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const rows = await client.$queryRawUnsafe<Record<string, string>[]>(`SHOW ${name}`);
    if (rows[0]?.[name] === 'off')
      throw new OpeningFailure(
        `The PostgreSQL server has ${name}=off and may lose what Inlet has acknowledged. Switch it on, or set ALLOW_UNSAFE_DATABASE=true.`,
      );
  }
}
