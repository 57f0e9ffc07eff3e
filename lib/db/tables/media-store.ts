import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';

const AT_ONCE = 500;

/** The copies that the rows name, in the order of their ids, some hundred at a time. */
export async function* eachCopy(db: Reader) {
  let after = 0;
  for (;;) {
    const rows = await db.media.findMany({
      where: { id: { gt: after }, fileName: { not: null } },
      orderBy: { id: 'asc' },
      take: AT_ONCE,
      select: { id: true, fileName: true, state: true },
    });
    for (const { id, fileName, state } of rows) if (fileName !== null) yield { id, fileName, state };
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** A copy has vanished from the disk: it is asked for again. Its name stays, in case the disk comes back. */
export async function markMissing(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, state: 'stored', deletingSince: null },
    data: { state: 'pending', reason: 'missing', attempts: 0, nextAttemptAt: now },
  });
  return count === 1;
}

/** A copy that had vanished is here again. */
export async function markFound(tx: Tx, id: number): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, state: { in: ['pending', 'unavailable'] }, fileName: { not: null }, deletingSince: null },
    data: { state: 'stored', reason: null, nextAttemptAt: null },
  });
  return count === 1;
}

/** How much the store holds by type, and by the age of the messages: younger than each of the given times, oldest last. */
export async function measureStore(db: Reader, since: Date[]) {
  const where = { state: 'stored' };
  const sum = { _count: { _all: true }, _sum: { size: true } } as const;
  const [byType, ...younger] = await Promise.all([
    db.media.groupBy({ by: ['mediaType'], where, ...sum }),
    ...since.map((time) => db.media.aggregate({ where: { ...where, message: { sentAt: { gte: time } } }, ...sum })),
  ]);
  return {
    byType: byType.map(({ mediaType, _count, _sum }) => ({
      type: mediaType,
      files: _count._all,
      bytes: _sum.size ?? 0,
    })),
    younger: younger.map(({ _count, _sum }) => ({ files: _count._all, bytes: _sum.size ?? 0 })),
  };
}
