import type { KnownCustomer } from '@/lib/db/tables/customers';
import { listKnownErasures } from '@/lib/db/tables/erasures';
import { foldTombstones } from '@/lib/db/tables/fold-tombstones';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { listReferences } from '@/lib/db/tables/messages';
import type { Applied } from './applied';
import { eraseInTransaction } from './erase-in-transaction';
import { erasureScopes } from '@/lib/inbox/deliveries/recognition';

/** Erases what deletion notices have named of a customer who is known by more keys than before. */
export async function erasePending(tx: Tx, { customer, allKeys }: KnownCustomer, now: Date): Promise<Applied> {
  const messages = (await listReferences(tx, customer.countsAsId ?? customer.id)).map(({ reference, ...message }) => ({
    ...message,
    scopes: erasureScopes(allKeys, message, reference),
  }));
  const named = await listKnownErasures(
    tx,
    messages.flatMap(({ scopes }) => scopes),
  );
  const erased = messages.filter(({ scopes }) => scopes.some((scope) => named.has(scope)));
  const files = await eraseInTransaction(tx, erased, now);
  await foldTombstones(
    tx,
    erased.map(({ id }) => id),
    now,
  );
  return { erased: erased.length > 0, files };
}
