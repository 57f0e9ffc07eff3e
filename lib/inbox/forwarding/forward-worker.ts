import { randomUUID } from 'node:crypto';
import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/engine/database';
import { endLease, takeLease } from '@/lib/db/tables/leases';
import { lookOnCommits } from '@/lib/db/engine/look-on-commits';
import { clearPassingOn, listWaitingNotices } from '@/lib/db/tables/passing-on';
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

  const hold = async () => {
    // One process alone needs no leave, and one that has it for a while need not ask again.
    if (!database.shared || heldUntil - Date.now() > LEASE_MS / 2) return true;
    const now = new Date();
    const until = new Date(now.getTime() + LEASE_MS);
    const held = await database.write((tx) => takeLease(tx, 'passing-on', { holder, until, now }));
    heldUntil = held ? until.getTime() : 0;
    return held;
  };
  const look = async () => {
    try {
      return (await hold()) ? await forwardNext(database, address, { stop: stop.signal }) : inAWhile();
    } catch (error) {
      noteFailure(error);
      return inAWhile();
    }
  };

  const worker = lookOnCommits(database, look);
  return async () => {
    stop.abort();
    await worker.stop();
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
