import { randomUUID } from 'node:crypto';
import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/database';
import { endLease, takeLease } from '@/lib/db/leases';
import { clearPassingOn, listWaitingNotices } from '@/lib/db/passing-on';
import { forwardNext, redactNotices } from './forward-next';

/** Longer than one try takes. */
const LEASE_MS = 60_000;
const RETRY_MS = 5000;

/**
 * Hands deliveries on to a second receiver, where there is an address of one, one at a time and in order of arrival; woken by each commit,
 * and by the clock for what failed before. Of several processes one does it. Gives a function that stops it.
 */
export function startForwardWorker(database: Database, address: string | undefined): () => Promise<void> {
  if (address === undefined) {
    const forgotten = forgetPassingOn(database).catch(noteFailure);
    return () => forgotten;
  }
  const stop = new AbortController();
  const holder = randomUUID();
  let heldUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  const hold = async () => {
    // One process alone needs no leave, and one that has it for a while need not ask again.
    if (!database.shared || heldUntil - Date.now() > LEASE_MS / 2) return true;
    const now = new Date();
    const until = new Date(now.getTime() + LEASE_MS);
    const held = await database.write((tx) => takeLease(tx, 'passing-on', { holder, until, now }));
    heldUntil = held ? until.getTime() : 0;
    return held;
  };
  // Asked by a function, for the compiler does not see that it changes while something is awaited.
  const wokenAgain = () => again;
  const drain = async () => {
    clearTimeout(timer);
    do {
      again = false;
      try {
        const next = (await hold()) ? await forwardNext(database, address, { stop: stop.signal }) : inAWhile();
        if (next && next.getTime() <= Date.now()) again = true;
        else if (next) timer = setTimeout(wake, next.getTime() - Date.now()).unref();
      } catch (error) {
        noteFailure(error);
        timer = setTimeout(wake, RETRY_MS).unref();
      }
    } while (wokenAgain() && !stop.signal.aborted);
  };
  const wake = () => {
    if (stop.signal.aborted) return;
    if (running) again = true;
    else
      running = drain().finally(() => {
        running = undefined;
      });
  };

  const forget = database.onCommit(wake);
  wake();
  return async () => {
    forget();
    stop.abort();
    clearTimeout(timer);
    await running;
    clearTimeout(timer);
    if (heldUntil > 0) await database.write((tx) => endLease(tx, 'passing-on', holder)).catch(noteFailure);
  };
}

/** Passing on has been switched off: what still waits will not be passed on, and needs to be kept for nobody. */
async function forgetPassingOn(database: Database): Promise<void> {
  const forgotten = await database.write(async (tx) => {
    const waiting = await listWaitingNotices(tx);
    for (const { deliveryId, notices } of waiting) await redactNotices(tx, deliveryId, notices);
    return { all: await clearPassingOn(tx), notices: waiting.length };
  });
  if (forgotten.notices > 0) await database.scrub();
  if (forgotten.all > 0) log().warn({ deliveries: forgotten.all }, 'deliveries will not be passed on');
}

function inAWhile(): Date {
  return new Date(Date.now() + RETRY_MS);
}

function noteFailure(error: unknown): void {
  log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'Passing on does not work now.');
}
