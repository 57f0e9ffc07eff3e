import { Prisma } from '@/lib/db/engine/client';
import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';

/** Puts deliveries at the end of those that a second receiver gets. `notices` are places of deletion notices in them. */
export async function queuePassingOn(tx: Tx, deliveries: { deliveryId: number; notices: number[] }[]): Promise<void> {
  if (deliveries.length === 0) return;
  const rows = deliveries.map(({ deliveryId, notices }) => Prisma.sql`(${deliveryId}, ${notices.join(',')})`);
  // A large delivery that was cut off is queued already.
  await tx.$executeRaw`
    INSERT INTO "PassingOn" ("deliveryId", "notices") VALUES ${Prisma.join(rows)} ON CONFLICT DO NOTHING`;
}

/** The delivery that a second receiver gets next, in order of arrival, or null. */
export async function nextToPassOn(db: Reader) {
  const next = await db.passingOn.findFirst({ orderBy: { deliveryId: 'asc' }, include: { delivery: true } });
  return next && { ...next, notices: placesOf(next.notices) };
}

/** How many deliveries a second receiver has not got yet, and when the first of them came. */
export async function countPassingOn(db: Reader): Promise<{ waiting: number; since: Date | null }> {
  const waiting = await db.passingOn.count();
  const first = await db.passingOn.findFirst({ orderBy: { deliveryId: 'asc' }, include: { delivery: true } });
  return { waiting, since: first?.delivery.receivedAt ?? null };
}

/** Whether a second receiver has not got a delivery yet. */
export async function waitsToBePassedOn(tx: Tx, deliveryId: number): Promise<boolean> {
  return (await tx.passingOn.findUnique({ where: { deliveryId } })) !== null;
}

/**
 * Keeps the deletion notices at some places of a delivery for a second receiver that has not got it yet; gives false when
 * none waits for it.
 */
export async function keepNotices(tx: Tx, deliveryId: number, notices: number[]): Promise<boolean> {
  const { count } = await tx.passingOn.updateMany({ where: { deliveryId }, data: { notices: notices.join(',') } });
  return count > 0;
}

/** Notes a try that failed. */
export async function postponePassingOn(tx: Tx, deliveryId: number, nextAttemptAt: Date): Promise<void> {
  await tx.passingOn.updateMany({ where: { deliveryId }, data: { attempts: { increment: 1 }, nextAttemptAt } });
}

/** A second receiver has got a delivery, or never will. */
export async function endPassingOn(tx: Tx, deliveryId: number): Promise<void> {
  await tx.passingOn.deleteMany({ where: { deliveryId } });
}

/** Deliveries with deletion notices that a second receiver has not got yet. */
export async function listWaitingNotices(tx: Tx): Promise<{ deliveryId: number; notices: number[] }[]> {
  const rows = await tx.passingOn.findMany({ where: { notices: { not: '' } } });
  return rows.map(({ deliveryId, notices }) => ({ deliveryId, notices: placesOf(notices) }));
}

/** Forgets everything that was to be passed on. */
export async function clearPassingOn(tx: Tx): Promise<number> {
  return (await tx.passingOn.deleteMany()).count;
}

function placesOf(notices: string): number[] {
  return notices === '' ? [] : notices.split(',').map(Number);
}
