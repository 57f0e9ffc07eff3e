import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import type { Database } from '@/lib/db/engine/database';

/** Receives bodies one after the other, as the webhook does, and applies each before the next. */
export async function deliverTo(database: Database, bodies: unknown[]): Promise<void> {
  for (const body of bodies) {
    await receiveDelivery(new TextEncoder().encode(JSON.stringify(body)), null);
    await applyReceived(database);
  }
}
