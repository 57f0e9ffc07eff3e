import { readDelivery, type DeliveryItem } from '@/lib/cm/read-delivery';
import { listUnseenNames, type UnseenName } from '@/lib/cm/unseen-names';
import { recordChange } from '@/lib/db/changes';
import { findDelivery, markRead } from '@/lib/db/deliveries';
import type { Tx } from '@/lib/db/grouped-writer';
import { noteUnseenNames } from '@/lib/db/unseen-names';
import { readMo } from '@/lib/readers/read-mo';
import { readRoute } from '@/lib/readers/read-route';
import { readSender } from '@/lib/readers/read-sender';
import type { Applied } from './applied';
import { applyMessage } from './apply-message';
import { applyNotice } from './apply-notice';
import { redactSource } from './redact-source';

/**
 * Reads a delivery and writes what it says: messages, erasures, or why it cannot be read. Applying one again, or
 * deliveries in another order, leads to the same state.
 */
export async function applyDelivery(tx: Tx, deliveryId: number, now: Date): Promise<Applied> {
  const delivery = await findDelivery(tx, deliveryId);
  if (delivery?.state !== 'received') return { erased: false, files: [] };

  const reading = readDelivery(delivery.body, delivery.encoding);
  const items: DeliveryItem[] = reading.ok ? reading.items : [];
  const applied: Applied = { erased: false, files: [] };
  for (const item of items) {
    if (item.problem !== null) continue;
    const { erased, files } = await applyMo(tx, item, delivery, now);
    applied.erased ||= erased;
    applied.files.push(...files);
  }
  const problem = reading.ok ? (items.find((item) => item.problem !== null)?.problem ?? null) : reading.reason;
  await markRead(tx, deliveryId, problem, now);
  const names = delivery.countedAt === null ? unseenNamesOf(items) : [];
  if (names.length > 0) await noteUnseenNames(tx, names, delivery, now);
  if (problem !== null || delivery.attempts > 0) await recordChange(tx, 'problem', {}, now);
  return applied;
}

async function applyMo(
  tx: Tx,
  { mo, raw, position }: Extract<DeliveryItem, { problem: null }>,
  delivery: { id: number; receivedAt: Date },
  now: Date,
): Promise<Applied> {
  const from = { route: readRoute(mo), sender: readSender(mo) };
  const reading = readMo(mo);
  if (reading.what === 'deletion-notice') {
    const files = await applyNotice(tx, { ...from, reference: reading.reference }, now);
    await redactSource(tx, delivery.id, position);
    return { erased: true, files };
  }
  return applyMessage(tx, { ...from, reading, mo, raw, position, delivery }, now);
}

const MOST_NAMES_AT_ONCE = 50;

/** Each name once. The sample conversations show a type that nobody knows yet, which is no news. */
function unseenNamesOf(items: DeliveryItem[]): UnseenName[] {
  const names = items.flatMap((item) =>
    item.problem !== null || readRoute(item.mo).sample ? [] : listUnseenNames(item.raw),
  );
  return [...new Map(names.map((name) => [`${name.what} ${name.name}`, name])).values()].slice(0, MOST_NAMES_AT_ONCE);
}
