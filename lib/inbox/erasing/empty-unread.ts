import { listUnread } from '@/lib/cm/list-unread';
import { redactDelivery } from '@/lib/cm/redact-delivery';
import { listCustomersByKeys } from '@/lib/db/tables/customers';
import { replaceBodies, type Delivery } from '@/lib/db/tables/deliveries';
import { isErasureKnown } from '@/lib/db/tables/erasures';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { findNamed } from './find-named';
import { readArrivals, type Arrival } from '@/lib/inbox/deliveries/read-arrivals';
import { customerKeys, erasureScopes } from '@/lib/inbox/deliveries/recognition';

type Unread = Pick<Delivery, 'id' | 'body' | 'encoding' | 'receivedAt' | 'digest' | 'appliedAt'>;

/**
 * Empties what cannot be read of deliveries and carries the reference of a message that its customer deleted; of
 * deliveries that could be read and not stored (`areFailed`), such messages too. Gives the problem that each of those is
 * from now on of which something was emptied: `emptied` when nothing is left that could be read one day.
 */
export async function emptyUnread(
  tx: Tx,
  deliveries: Unread[],
  { areFailed = false } = {},
): Promise<Map<number, string>> {
  const parts = deliveries.flatMap((delivery) =>
    listUnread(delivery.body, delivery.encoding).map((part) => ({ ...part, delivery })),
  );
  const named = await findNamed(tx, parts);
  const problems = new Map<number, string>();
  for (const delivery of deliveries) {
    const unread = named.filter((part) => part.delivery === delivery).map(({ position }) => position);
    const positions = new Set([...unread, ...(areFailed ? await listErasedIn(tx, delivery) : [])]);
    if (positions.size === 0) continue;
    const left = redactDelivery(delivery.body, delivery.encoding, positions);
    await replaceBodies(tx, new Map([[delivery.id, left]]));
    const problem = listUnread(left, null)[0]?.problem;
    problems.set(delivery.id, problem ?? (areFailed && left.length > 0 ? 'failed' : 'emptied'));
  }
  return problems;
}

/** The places of messages that deletion notices have named. */
async function listErasedIn(tx: Tx, delivery: Unread): Promise<number[]> {
  const positions: number[] = [];
  for (const arrival of readArrivals(delivery).messages)
    if (await isErased(tx, arrival)) positions.push(arrival.position);
  return positions;
}

async function isErased(tx: Tx, { sender, route, reference }: Arrival): Promise<boolean> {
  if (reference === null) return false;
  const ownKeys = customerKeys(sender, route);
  const known = await listCustomersByKeys(tx, ownKeys);
  const keys = new Set([...ownKeys, ...known.flatMap(({ allKeys }) => allKeys)]);
  return isErasureKnown(tx, erasureScopes([...keys], route, reference));
}
