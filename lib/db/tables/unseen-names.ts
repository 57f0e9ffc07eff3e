import { groupBy } from '@/lib/messages/group-by';
import type { Reader } from '@/lib/db/engine/database';
import type { UnseenName } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';

/** Names are made by whoever writes the bodies, so there is room for no more than these. */
const MOST_NAMES = 500;

type Name = Pick<UnseenName, 'what' | 'name'>;

/** Counts the names that deliveries held, and that these are counted. What finds no room any more is left out. */
export async function noteUnseenNames(
  tx: Tx,
  deliveries: { id: number; receivedAt: Date; names: readonly Name[] }[],
  now: Date,
): Promise<void> {
  if (deliveries.length === 0) return;
  const held = deliveries.flatMap(({ names, receivedAt }) => names.map((name) => ({ ...name, receivedAt })));
  const byName = groupBy(held, ({ what, name }) => JSON.stringify([what, name]));
  // By the name alone, for engines refuse a condition of a thousand parts; few names are of two sorts.
  const names = { in: [...new Set(held.map(({ name }) => name))] };
  for (const { id, what, name, firstAt, lastAt } of await tx.unseenName.findMany({ where: { name: names } })) {
    const key = JSON.stringify([what, name]);
    const times = (byName.get(key) ?? []).map(({ receivedAt }) => receivedAt);
    if (times.length === 0) continue;
    const seen = { firstAt: earliest([...times, firstAt]), lastAt: latest([...times, lastAt]) };
    await tx.unseenName.updateMany({ where: { id }, data: { ...seen, deliveries: { increment: times.length } } });
    byName.delete(key);
  }
  const room = byName.size === 0 ? 0 : MOST_NAMES - (await tx.unseenName.count());
  const added = [...byName.values()].slice(0, Math.max(0, room)).flatMap((those) => {
    const times = those.map(({ receivedAt }) => receivedAt);
    const [first] = those;
    if (!first) return [];
    const { what, name } = first;
    return [{ what, name, firstAt: earliest(times), lastAt: latest(times), deliveries: those.length }];
  });
  if (added.length > 0) await tx.unseenName.createMany({ data: added });
  await tx.delivery.updateMany({ where: { id: { in: deliveries.map(({ id }) => id) } }, data: { countedAt: now } });
}

function earliest(times: Date[]): Date {
  return new Date(Math.min(...times.map((time) => time.getTime())));
}

function latest(times: Date[]): Date {
  return new Date(Math.max(...times.map((time) => time.getTime())));
}

/** The names, those that came up last first, from before the given id. */
export function listUnseenNames(db: Reader, before: number | null, limit: number): Promise<UnseenName[]> {
  return db.unseenName.findMany({
    where: before === null ? {} : { id: { lt: before } },
    orderBy: { id: 'desc' },
    take: limit,
  });
}
