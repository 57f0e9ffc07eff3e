import { passOwnership } from '@/lib/db/tables/merge-conversations';
import { absorbCustomer, listKeysOf, listMembers, type KnownCustomer } from '@/lib/db/tables/customers';
import { passDeclarations } from '@/lib/db/tables/declarations';
import { foldTombstones, listErasedOf } from '@/lib/db/tables/fold-tombstones';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { passMessages } from '@/lib/db/tables/messages';
import { regroupCustomers } from './regroup-customers';

/**
 * CM.com says that two customers are one person, so for ever: two conversations on one channel and business number become
 * one, and both ids go on answering. What was declared of either holds for both.
 */
export async function joinCustomers(
  tx: Tx,
  kept: KnownCustomer,
  dropped: KnownCustomer,
  now: Date,
): Promise<KnownCustomer> {
  const [keptId, droppedId] = [kept.customer.id, dropped.customer.id];
  const members = new Set([
    ...(await listMembers(tx, kept.customer.countsAsId ?? keptId)),
    ...(await listMembers(tx, dropped.customer.countsAsId ?? droppedId)),
  ]);
  members.delete(droppedId);
  await passMessages(tx, droppedId, keptId);
  await passOwnership(tx, droppedId, keptId);
  await passDeclarations(tx, droppedId, keptId);
  await regroupCustomers(tx, [...members], now, droppedId);
  const customer = await absorbCustomer(tx, kept.customer, dropped.customer);
  await foldTombstones(tx, await listErasedOf(tx, keptId), now);
  const keys = [...kept.keys, ...dropped.keys];
  return { customer, keys, allKeys: customer.countsAsId === null ? keys : await listKeysOf(tx, customer.countsAsId) };
}
