import type { Tx } from '@/lib/db/engine/grouped-writer';

/** How often something may be done, and in how long. */
export type Rate = { most: number; windowMs: number };

/**
 * Counts `times` more of something, unless that would be more than its rate allows: then it gives when it may be done
 * again, and whether this is the first refusal until then. The count lives in the database, so it holds for all processes
 * and survives a restart.
 */
export async function takeFromLimit(
  tx: Tx,
  key: string,
  { most, windowMs, times = 1 }: Rate & { times?: number },
  now: Date,
): Promise<{ until: Date; first: boolean } | null> {
  const row = await tx.limit.findUnique({ where: { key } });
  if (!row || row.until <= now) {
    await tx.limit.deleteMany({ where: { until: { lte: now } } });
    await tx.limit.create({ data: { key, count: times, until: new Date(now.getTime() + windowMs) } });
    return null;
  }
  if (row.count + times <= most) {
    await tx.limit.update({ where: { key }, data: { count: { increment: times } } });
    return null;
  }
  // One above what is allowed: somebody has been refused.
  const first = row.count <= most;
  if (first) await tx.limit.update({ where: { key }, data: { count: most + 1 } });
  return { until: row.until, first };
}

/** Takes back one of what was counted. */
export async function giveBack(tx: Tx, key: string): Promise<void> {
  await tx.limit.updateMany({ where: { key, count: { gt: 0 } }, data: { count: { decrement: 1 } } });
}

/** Remembers something until a time. */
export async function remember(tx: Tx, key: string, until: Date): Promise<void> {
  await tx.limit.upsert({ where: { key }, create: { key, count: 0, until }, update: { until } });
}

/** Whether something is remembered. */
export async function isRemembered(tx: Tx, key: string, now: Date): Promise<boolean> {
  const row = await tx.limit.findUnique({ where: { key } });
  return row !== null && row.until > now;
}
