import { redactDelivery } from '@/lib/cm/redact-delivery';
import { findDeliveries, replaceBodies } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inBatches } from '@/lib/db/engine/in-batches';
import { groupBy } from '@/lib/messages/group-by';

/** A place of an MO in a delivery. */
export type SourcePlace = { deliveryId: number; position: number };

/** Bodies are held in memory together. */
const AT_ONCE = 500;

/**
 * Takes the bytes of MOs out of the deliveries that carried them; each body is read and rewritten once. The digests stay,
 * so that a retry is known again.
 */
export async function redactSources(tx: Tx, places: SourcePlace[]): Promise<void> {
  const positions = groupBy(places, ({ deliveryId }) => deliveryId);
  for (const ids of inBatches([...positions.keys()], AT_ONCE)) {
    const bodies = new Map<number, Uint8Array<ArrayBuffer>>();
    for (const { id, body, encoding } of await findDeliveries(tx, ids)) {
      const removed = new Set(positions.get(id)?.map(({ position }) => position));
      bodies.set(id, redactDelivery(body, encoding, removed));
    }
    await replaceBodies(tx, bodies);
  }
}
