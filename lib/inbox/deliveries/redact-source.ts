import { redactDelivery } from '@/lib/cm/redact-delivery';
import { findDelivery, replaceBody } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';

/** Takes the bytes of one MO out of the delivery that carried it. Its digest stays, so that a retry is known again. */
export async function redactSource(tx: Tx, deliveryId: number, position: number): Promise<void> {
  const delivery = await findDelivery(tx, deliveryId);
  if (!delivery) return;
  await replaceBody(tx, deliveryId, redactDelivery(delivery.body, delivery.encoding, new Set([position])));
}
