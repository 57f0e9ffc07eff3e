import type { Tx } from '@/lib/db/engine/grouped-writer';

/**
 * Makes one holder the only one to do something until `until`, or for longer when it holds the lease already. Gives
 * false while somebody else does it. A holder that ends without a word is in nobody's way any more after `until`.
 */
export async function takeLease(
  tx: Tx,
  name: 'reparse' | 'passing-on',
  { holder, until, now }: { holder: string; until: Date; now: Date },
): Promise<boolean> {
  const held = await tx.lease.findUnique({ where: { name } });
  if (held && held.holder !== holder && held.until > now) return false;
  await tx.lease.upsert({ where: { name }, create: { name, holder, until }, update: { holder, until } });
  return true;
}

/** Gives a lease back before its time. */
export async function endLease(tx: Tx, name: 'reparse' | 'passing-on', holder: string): Promise<void> {
  await tx.lease.deleteMany({ where: { name, holder } });
}
