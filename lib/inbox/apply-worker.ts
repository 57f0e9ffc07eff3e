import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/database';
import { listReceived, markFailed } from '@/lib/db/deliveries';
import { trimChanges } from '@/lib/db/changes';
import { removeFile } from '@/lib/media/media-store';
import { applyDelivery } from './apply-delivery';

const AT_ONCE = 50;
const MOST_ATTEMPTS = 8;
const KEPT_CHANGES = 100_000;
const TRIM_EVERY = 10_000;
const RETRY_MS = 1000;

/** Applies deliveries in order of arrival, woken by each commit. Gives a function that stops it and waits for what is under way. */
export function startApplyWorker(database: Database): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let applied = 0;

  const wake = () => {
    if (stopped) return;
    if (running) again = true;
    else
      running = drain().finally(() => {
        running = undefined;
      });
  };
  // Asked by a function, for the compiler does not see that it changes while something is awaited.
  const wokenAgain = () => again;
  const drain = async () => {
    do {
      again = false;
      const failed = await applyReceived(database, () => stopped);
      if (failed) setTimeout(wake, RETRY_MS).unref();
      applied += 1;
      if (applied % TRIM_EVERY === 0)
        await database.write((tx) => trimChanges(tx, KEPT_CHANGES)).catch(() => undefined);
    } while (wokenAgain() && !stopped);
  };

  const forget = database.onCommit(wake);
  wake();
  return async () => {
    stopped = true;
    forget();
    await running;
  };
}

/** Applies everything that is waiting, and gives whether something has to be tried again. */
export async function applyReceived(database: Database, isStopped = () => false): Promise<boolean> {
  let failed = false;
  for (;;) {
    const ids = await listReceived(database.reader, AT_ONCE);
    if (ids.length === 0 || failed || isStopped()) return failed;
    const results = await Promise.all(ids.map((id) => applyOne(database, id)));
    failed = results.includes(false);
  }
}

async function applyOne(database: Database, id: number): Promise<boolean> {
  try {
    const { erased, files } = await database.write((tx) => applyDelivery(tx, id, new Date()));
    for (const file of files) await removeFile(file);
    if (erased) await database.scrub();
    return true;
  } catch (error) {
    log().error(
      { delivery: id, error: error instanceof Error ? error.name : 'unknown' },
      'A delivery could not be applied.',
    );
    await database.write((tx) => markFailed(tx, id, MOST_ATTEMPTS)).catch(() => undefined);
    return false;
  }
}
