import { scheduler, setImmediate } from 'node:timers/promises';
import { config } from '@/lib/config/config';
import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/engine/database';
import { recordChange, trimChanges } from '@/lib/db/tables/changes';
import {
  countTry,
  findDelivery,
  giveUp,
  listReceived,
  newestDelivery,
  type Delivery,
} from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { lookOnCommits } from '@/lib/db/engine/look-on-commits';
import { queuePassingOn } from '@/lib/db/tables/passing-on';
import { setProblem } from '@/lib/db/tables/reparsing';
import { removeFile } from '@/lib/media/media-store';
import type { Applied } from '@/lib/inbox/erasing/applied';
import { applyArrivals, applyPiece, finishArrivals } from './apply-arrivals';
import { piecesOf, type Piece } from './pieces-of-arrivals';
import { emptyUnread } from '@/lib/inbox/erasing/empty-unread';
import { readArrivals, readArrivalsSlowly, type Arrivals } from '@/lib/inbox/deliveries/read-arrivals';
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
  // What is there at the start may have stopped the process before: its tries are counted before they begin.
  const leftBehind = newestDelivery(database.reader).catch(() => 0);
  const look = async () => {
    const failed = await applyReceived(database, {
      isStopped: () => isStopped,
      mayGoOn: letRushPass(isRushed, patienceMs),
      countedUpTo: await leftBehind,
    }).catch((error: unknown) => {
      log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'Deliveries could not be read.');
      return true;
    });
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

type Turns = {
  isStopped?: () => boolean;
  /** Waited for before each turn. */
  mayGoOn?: () => Promise<void>;
  /** The tries of deliveries up to this id, and of large ones, are counted before they begin. */
  countedUpTo?: number;
};

/** Applies everything that is waiting, and gives whether something has to be tried again. */
export async function applyReceived(
  database: Database,
  { isStopped = () => false, mayGoOn = () => Promise.resolve(), countedUpTo = 0 }: Turns = {},
): Promise<boolean> {
  let failed = false;
  let erased = false;
  let isLast = false;
  while (!isLast && !failed && !isStopped()) {
    await mayGoOn();
    const received = await listReceived(database.reader, AT_ONCE);
    if (received.length === 0) break;
    // In a rush the few that came meanwhile are no work yet: many together cost little more than one.
    isLast = received.length < AT_ONCE;
    const isCounted = received.some(({ id, body }) => id <= countedUpTo || body.length > LARGE);
    const deliveries = await readAll(isCounted ? await beginTry(database, received) : received);
    const outcomes: (Applied | null)[] = [];
    for (const group of groupsOf(deliveries)) outcomes.push(...(await applyInParts(database, group, isCounted)));
    failed = outcomes.includes(null);
    erased ||= outcomes.some((applied) => applied?.erased);
  }
  if (erased) await database.scrub();
  return failed;
}

/**
 * Counts a try of each before it begins, and gives those that may be tried: one that ends the process each time becomes a
 * problem after its last try.
 */
async function beginTry(database: Database, deliveries: Delivery[]): Promise<Delivery[]> {
  const isOver = ({ attempts, appliedAt }: Delivery) => appliedAt === null && attempts >= MOST_ATTEMPTS;
  const left = deliveries.filter((delivery) => !isOver(delivery));
  const ids = left.map(({ id }) => id);
  await database.write(async (tx) => {
    for (const { id } of deliveries.filter(isOver)) await giveUpOn(tx, id);
    await countTry(tx, ids);
  });
  return left;
}

/** Large deliveries alone, the others together. */
function groupsOf(deliveries: Arrivals[]): Arrivals[][] {
  const small = deliveries.filter((delivery) => piecesOf(delivery).length <= 1);
  const large = deliveries.filter((delivery) => piecesOf(delivery).length > 1);
  return [...(small.length > 0 ? [small] : []), ...large.map((delivery) => [delivery])];
}

/** Others get their turn while a large delivery is read. */
async function readAll(deliveries: Delivery[]): Promise<Arrivals[]> {
  const read: Arrivals[] = [];
  for (const delivery of deliveries) {
    read.push(
      delivery.body.length > LARGE
        ? await readArrivalsSlowly(delivery, () => setImmediate(undefined))
        : readArrivals(delivery),
    );
  }
  return read;
}

/**
 * Applies them all at once; when that breaks, in some parts, and these in parts: whatever breaks is found in a few steps,
 * takes no others along, and counts its tries.
 */
async function applyInParts(
  database: Database,
  deliveries: Arrivals[],
  isCounted: boolean,
): Promise<(Applied | null)[]> {
  const applied = await applyTogether(database, deliveries, isCounted);
  if (applied) return [applied];
  if (deliveries.length > 1) {
    const parts = inParts(deliveries, Math.floor(Math.sqrt(deliveries.length)));
    return (await Promise.all(parts.map((part) => applyInParts(database, part, isCounted)))).flat();
  }
  for (const { deliveryId } of deliveries) {
    const isEmptied = await database.write((tx) => countFailure(tx, deliveryId, isCounted)).catch(() => false);
    if (isEmptied) await database.scrub();
  }
  return [null];
}

function inParts<Item>(items: Item[], length: number): Item[][] {
  const starts = items.map((_, index) => index).filter((index) => index % length === 0);
  return starts.map((start) => items.slice(start, start + length));
}

async function applyTogether(database: Database, deliveries: Arrivals[], isCounted: boolean): Promise<Applied | null> {
  try {
    const [first, ...others] = deliveries;
    const pieces = first && others.length === 0 ? piecesOf(first) : [];
    const applied =
      first && pieces.length > 1
        ? await applyLarge(database, first, pieces, isCounted)
        : await database.write((tx) => applyArrivals(tx, deliveries, new Date(), { isCounted }));
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

/** A transaction for each piece, so that others can write and be answered in between. */
async function applyLarge(
  database: Database,
  delivery: Arrivals,
  pieces: Piece[],
  isCounted: boolean,
): Promise<Applied> {
  const applied: Applied = { erased: false, files: [] };
  for (const piece of pieces) {
    const { erased, files } = await database.write((tx) => applyPiece(tx, delivery, piece, new Date()));
    applied.erased ||= erased;
    // Their rows are gone with the commit, so nothing else would remove them after a stop.
    for (const file of files) await removeFile(file);
    await setImmediate();
  }
  const { erased } = await database.write((tx) => finishArrivals(tx, delivery, new Date(), { isCounted }));
  return { ...applied, erased: applied.erased || erased };
}

/** Gives whether something was emptied of the delivery, which is a problem then. */
async function countFailure(tx: Tx, deliveryId: number, isCounted: boolean): Promise<boolean> {
  if (!isCounted) await countTry(tx, [deliveryId]);
  return giveUpOn(tx, deliveryId);
}

async function giveUpOn(tx: Tx, deliveryId: number): Promise<boolean> {
  const now = new Date();
  const before = await findDelivery(tx, deliveryId);
  if (!(await giveUp(tx, deliveryId, MOST_ATTEMPTS, now))) return false;
  await recordChange(tx, 'problem', {}, now);
  const reason = before && (await emptyUnread(tx, [before], { areFailed: true })).get(deliveryId);
  if (reason) await setProblem(tx, deliveryId, reason);
  // A second receiver may be able to read it.
  if (config().FORWARD_URL !== undefined && before?.appliedAt === null) {
    await queuePassingOn(tx, [{ deliveryId, notices: [] }]);
  }
  return Boolean(reason);
}
