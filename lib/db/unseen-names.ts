import type { Reader } from './database';
import type { UnseenName } from './generated/sqlite/client';
import type { Tx } from './grouped-writer';

/** Names are made by whoever writes the bodies, so there is room for no more than these. */
const MOST_NAMES = 500;

type Name = Pick<UnseenName, 'what' | 'name'>;

/** Counts the names that a delivery held, and that it is counted. What finds no room any more is left out. */
export async function noteUnseenNames(
  tx: Tx,
  names: readonly Name[],
  delivery: { id: number; receivedAt: Date },
  now: Date,
): Promise<void> {
  const { id, receivedAt } = delivery;
  const known = await tx.unseenName.findMany({ where: { OR: names.map(({ what, name }) => ({ what, name })) } });
  const ids = { in: known.map((row) => row.id) };
  await tx.unseenName.updateMany({ where: { id: ids }, data: { deliveries: { increment: 1 } } });
  await tx.unseenName.updateMany({ where: { id: ids, firstAt: { gt: receivedAt } }, data: { firstAt: receivedAt } });
  await tx.unseenName.updateMany({ where: { id: ids, lastAt: { lt: receivedAt } }, data: { lastAt: receivedAt } });
  const added = names.filter(({ what, name }) => !known.some((row) => row.what === what && row.name === name));
  const room = added.length === 0 ? 0 : MOST_NAMES - (await tx.unseenName.count());
  await tx.unseenName.createMany({
    data: added
      .slice(0, Math.max(0, room))
      .map(({ what, name }) => ({ what, name, firstAt: receivedAt, lastAt: receivedAt, deliveries: 1 })),
  });
  await tx.delivery.update({ where: { id }, data: { countedAt: now } });
}

/** The names, those that came up last first, from before the given id. */
export function listUnseenNames(db: Reader, before: number | null, limit: number): Promise<UnseenName[]> {
  return db.unseenName.findMany({
    where: before === null ? {} : { id: { lt: before } },
    orderBy: { id: 'desc' },
    take: limit,
  });
}
