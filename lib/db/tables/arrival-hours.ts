import { groupBy } from '@/lib/messages/group-by';
import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';

const HOUR_MS = 3_600_000;

/** Counts deliveries by the hour in which they arrived. */
export async function countArrivals(tx: Tx, receivedAt: Date[]): Promise<void> {
  for (const [hour, { length }] of groupBy(receivedAt, hourOf)) {
    await tx.arrivalHour.upsert({
      where: { hour },
      create: { hour, deliveries: length },
      update: { deliveries: { increment: length } },
    });
  }
}

/** How many deliveries arrived in each hour from one up to another, without those in which none did. */
export async function listArrivals(db: Reader, from: number, to: number): Promise<Map<number, number>> {
  const rows = await db.arrivalHour.findMany({ where: { hour: { gte: from, lt: to } } });
  return new Map(rows.map(({ hour, deliveries }) => [hour, deliveries]));
}

/** The hour of an instant: whole hours since 1970 (UTC). */
export function hourOf(instant: Date): number {
  return Math.floor(instant.getTime() / HOUR_MS);
}
