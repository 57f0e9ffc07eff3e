import { recognize } from '@/lib/config/secrets';
import { database } from '@/lib/db/database';
import { insertDeliveries, type NewDelivery } from '@/lib/db/deliveries';

/** Deliveries that are stored by one statement: those that arrive before the writer gets to them. */
type Batch = { deliveries: NewDelivery[]; stored: Promise<void> };

const LARGEST_BATCH = 64;

declare global {
  // Routes and workers are bundled apart from each other: what both know is on the global object.
  var inletArriving: number | undefined;
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
  batch.deliveries.push({ digest: recognize('delivery', body), body, encoding, contentType, receivedAt });
  if (batch.deliveries.length >= LARGEST_BATCH) close(batch);
  globalThis.inletArriving = countArriving() + 1;
  return batch.stored.finally(() => {
    globalThis.inletArriving = countArriving() - 1;
  });
}

/** How many deliveries wait to be stored at this moment. */
export function countArriving(): number {
  return globalThis.inletArriving ?? 0;
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
