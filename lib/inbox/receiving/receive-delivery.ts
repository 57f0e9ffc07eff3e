import { database } from '@/lib/db/engine/database';
import { insertDeliveries, type NewDelivery } from '@/lib/db/tables/deliveries';
import { deliveryDigest } from '@/lib/inbox/deliveries/recognition';

/** Deliveries that are stored by one statement: those that arrive before the writer gets to them. */
type Batch = { deliveries: NewDelivery[]; stored: Promise<void> };

const LARGEST_BATCH = 64;
/** When more deliveries than this wait to be stored, they are a rush. */
const RUSH = 4;
/** It is not over while its senders have their answers and have not sent what comes next. */
const RUSH_LASTS_MS = 100;

declare global {
  // Routes and workers are bundled apart from each other: what both know is on the global object.
  var inletArrivals: { waiting: number; rushedAt: number } | undefined;
}

let open: Batch | undefined;

/**
 * Keeps a delivery byte for byte. Resolves when it is durable; a retry of one that is kept changes nothing.
 * Rejects when it cannot be stored now. Whatever the bytes say is read later, by `applyArrivals`.
 */
export function receiveDelivery(
  body: Uint8Array<ArrayBuffer>,
  encoding: string | null,
  receivedAt = new Date(),
  contentType: string | null = null,
): Promise<void> {
  const batch = open ?? openBatch();
  batch.deliveries.push({ digest: deliveryDigest(body, encoding), body, encoding, contentType, receivedAt });
  if (batch.deliveries.length >= LARGEST_BATCH) close(batch);
  noteWaiting(1);
  return batch.stored.finally(() => {
    noteWaiting(-1);
  });
}

/** Whether many deliveries come at once, now or a moment ago. */
export function isRush(now = performance.now()): boolean {
  const { rushedAt = -Infinity } = globalThis.inletArrivals ?? {};
  return now - rushedAt < RUSH_LASTS_MS;
}

function noteWaiting(more: 1 | -1): void {
  const arrivals = (globalThis.inletArrivals ??= { waiting: 0, rushedAt: -Infinity });
  if (Math.max(arrivals.waiting, arrivals.waiting + more) > RUSH) arrivals.rushedAt = performance.now();
  arrivals.waiting += more;
}

function openBatch(): Batch {
  const deliveries: NewDelivery[] = [];
  const stored = database().write(
    (tx) => {
      close(batch);
      return insertDeliveries(tx, deliveries);
    },
    { urgent: true },
  );
  const batch: Batch = { deliveries, stored };
  // A writer that gives up does so without running the job.
  stored.catch(() => {
    close(batch);
  });
  open = batch;
  return batch;
}

function close(batch: Batch): void {
  if (open === batch) open = undefined;
}
