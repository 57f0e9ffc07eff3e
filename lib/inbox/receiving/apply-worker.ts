import { scheduler, setImmediate } from 'node:timers/promises';
import { config } from '@/lib/config/config';
import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/engine/database';
import { recordChange, trimChanges } from '@/lib/db/tables/changes';
import { findDelivery, listReceived, markFailed, type Delivery } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { lookOnCommits } from '@/lib/db/engine/look-on-commits';
import { queuePassingOn } from '@/lib/db/tables/passing-on';
import { removeFile } from '@/lib/media/media-store';
import type { Applied } from '@/lib/inbox/erasing/applied';
import { applyArrivals } from './apply-arrivals';
import { readArrivals, type Arrivals } from '@/lib/inbox/deliveries/read-arrivals';
import { isRush } from './receive-delivery';

const AT_ONCE = 50;
const LARGE = 64 * 1024;
const MOST_ATTEMPTS = 8;
const KEPT_CHANGES = 100_000;
const TRIM_EVERY = 10_000;
const RETRY_MS = 1000;
/** In a rush, storing goes before reading for this long. */
const PATIENCE_MS = 3000;
const LOOK_AGAIN_MS = 10;

/**
 * Applies deliveries in order of arrival, woken by each commit; in a rush, first lets them be acknowledged for a while.
 * Gives a function that stops it and waits for what is under way.
 */
export function startApplyWorker(
  database: Database,
  { isRushed = () => isRush(), patienceMs = PATIENCE_MS } = {},
): () => Promise<void> {
  let isStopped = false;
  let applied = 0;
  const look = async () => {
    const failed = await applyReceived(database, () => isStopped, letRushPass(isRushed, patienceMs)).catch(
      (error: unknown) => {
        log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'Deliveries could not be read.');
        return true;
      },
    );
    applied += 1;
    if (applied % TRIM_EVERY === 0) await database.write((tx) => trimChanges(tx, KEPT_CHANGES)).catch(() => undefined);
    return failed ? new Date(Date.now() + RETRY_MS) : null;
  };

  const worker = lookOnCommits(database, look, { deliveries: true });
  return () => {
    isStopped = true;
    return worker.stop();
  };
}

/** What waits is not kept for longer than this from the first call on, whatever else arrives. */
function letRushPass(isRushed: () => boolean, patienceMs: number): () => Promise<void> {
  const started = performance.now();
  return async () => {
    while (isRushed() && performance.now() - started < patienceMs) await scheduler.wait(LOOK_AGAIN_MS);
  };
}

/**
 * Applies everything that is waiting, and gives whether something has to be tried again. Before each turn it waits for
 * `mayGoOn`.
 */
export async function applyReceived(
  database: Database,
  isStopped = () => false,
  mayGoOn = () => Promise.resolve(),
): Promise<boolean> {
  let failed = false;
  let erased = false;
  let isLast = false;
  while (!isLast && !failed && !isStopped()) {
    await mayGoOn();
    const deliveries = await readAll(await listReceived(database.reader, AT_ONCE));
    if (deliveries.length === 0) break;
    // In a rush the few that came meanwhile are no work yet: many together cost little more than one.
    isLast = deliveries.length < AT_ONCE;
    const outcomes = await applyInParts(database, deliveries);
    failed = outcomes.includes(null);
    erased ||= outcomes.some((applied) => applied?.erased);
  }
  if (erased) await database.scrub();
  return failed;
}

/** Reading a large delivery takes a while, so that others get their turn before each. */
async function readAll(deliveries: Delivery[]): Promise<Arrivals[]> {
  const read: Arrivals[] = [];
  for (const delivery of deliveries) {
    if (delivery.body.length > LARGE) await setImmediate();
    read.push(readArrivals(delivery));
  }
  return read;
}

/**
 * Applies them all at once; when that breaks, in some parts, and these in parts: whatever breaks is found in a few steps,
 * takes no others along, and counts its tries.
 */
async function applyInParts(database: Database, deliveries: Arrivals[]): Promise<(Applied | null)[]> {
  const applied = await applyTogether(database, deliveries);
  if (applied) return [applied];
  if (deliveries.length > 1) {
    const parts = inParts(deliveries, Math.floor(Math.sqrt(deliveries.length)));
    return (await Promise.all(parts.map((part) => applyInParts(database, part)))).flat();
  }
  for (const { deliveryId } of deliveries)
    await database.write((tx) => countFailure(tx, deliveryId)).catch(() => undefined);
  return [null];
}

function inParts<Item>(items: Item[], length: number): Item[][] {
  const starts = items.map((_, index) => index).filter((index) => index % length === 0);
  return starts.map((start) => items.slice(start, start + length));
}

async function applyTogether(database: Database, deliveries: Arrivals[]): Promise<Applied | null> {
  try {
    const applied = await database.write((tx) => applyArrivals(tx, deliveries, new Date()));
    for (const file of applied.files) await removeFile(file);
    return applied;
  } catch (error) {
    log().error(
      {
        deliveries: deliveries.map(({ deliveryId }) => deliveryId),
        error: error instanceof Error ? error.name : 'unknown',
      },
      'Deliveries could not be applied.',
    );
    return null;
  }
}

async function countFailure(tx: Tx, deliveryId: number): Promise<void> {
  const now = new Date();
  const before = await findDelivery(tx, deliveryId);
  if (!(await markFailed(tx, deliveryId, MOST_ATTEMPTS, now))) return;
  await recordChange(tx, 'problem', {}, now);
  // A second receiver may be able to read it.
  if (config().FORWARD_URL !== undefined && before?.appliedAt === null) {
    await queuePassingOn(tx, [{ deliveryId, notices: [] }]);
  }
}
