import { recognize } from '@/lib/config/secrets';
import { database } from '@/lib/db/database';
import { insertDelivery } from '@/lib/db/deliveries';

/**
 * Keeps a delivery byte for byte. Resolves when it is durable; a retry of one that is kept changes nothing.
 * Rejects when it cannot be stored now. Whatever the bytes say is read later, by `applyArrivals`.
 */
export async function receiveDelivery(
  body: Uint8Array<ArrayBuffer>,
  encoding: string | null,
  receivedAt = new Date(),
  contentType: string | null = null,
): Promise<void> {
  const digest = recognize('delivery', body);
  await database().write((tx) => insertDelivery(tx, { digest, body, encoding, contentType, receivedAt }));
}
