import { refreshConversation } from '@/lib/db/tables/conversations';
import type { KnownCustomer } from '@/lib/db/tables/customers';
import { isErasureKnown } from '@/lib/db/tables/erasures';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { listReferences } from '@/lib/db/tables/messages';
import type { Applied } from './applied';
import { eraseInTransaction } from './erase-in-transaction';
import { erasureScopes } from '@/lib/inbox/deliveries/recognition';

/** Erases what deletion notices have named of a customer who is known by more keys than before. */
export async function erasePending(tx: Tx, { customer, allKeys }: KnownCustomer, now: Date): Promise<Applied> {
  const files: string[] = [];
  const changed = new Set<number>();
  for (const { id, reference, conversationId, ...route } of await listReferences(
    tx,
    customer.countsAsId ?? customer.id,
  )) {
    if (!(await isErasureKnown(tx, erasureScopes(allKeys, route, reference)))) continue;
    files.push(...(await eraseInTransaction(tx, conversationId, id, now)));
    changed.add(conversationId);
  }
  for (const conversationId of changed) await refreshConversation(tx, conversationId);
  return { erased: changed.size > 0, files };
}
