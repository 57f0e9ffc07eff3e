import { recognize } from '@/lib/config/secrets';
import { database } from '@/lib/db/database';
import { insertDeliveries, type NewDelivery } from '@/lib/db/deliveries';

/** Deliveries that are stored by one statement: those that arrive before the writer gets to them. */
type Batch = { deliveries: NewDelivery[]; stored: Promise<void> };

const LARGEST_BATCH = 64;

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
  return batch.stored;
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
