import type { Reader } from './database';
import type { Delivery } from './generated/sqlite/client';
import type { Tx } from './grouped-writer';

export type { Delivery };

/** Stores the bytes of a delivery as received. One whose digest is known is a retry and changes nothing. */
export async function insertDelivery(
  tx: Tx,
  delivery: { digest: string; body: Uint8Array<ArrayBuffer>; encoding: string | null; receivedAt: Date },
): Promise<void> {
  await tx.delivery.upsert({ where: { digest: delivery.digest }, create: delivery, update: {} });
}

/** Ids of deliveries that nobody has read yet, in order of arrival. */
export async function listReceived(db: Reader | Tx, limit: number): Promise<number[]> {
  const rows = await db.delivery.findMany({
    where: { state: 'received' },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** One delivery with its bytes, or null. */
export function findDelivery(db: Reader | Tx, id: number): Promise<Delivery | null> {
  return db.delivery.findUnique({ where: { id } });
}

/** Notes how reading a delivery ended: `reason` names a problem, null means that all of it is applied. */
export async function markRead(tx: Tx, id: number, reason: string | null, now: Date): Promise<void> {
  await tx.delivery.updateMany({
    where: { id },
    data: { state: reason === null ? 'applied' : 'problem', reason, appliedAt: now, attempts: { increment: 1 } },
  });
}

/** Notes a try that broke; after the last one the delivery becomes a problem that a person can replay. */
export async function markFailed(tx: Tx, id: number, mostAttempts: number): Promise<void> {
  const { attempts } = await tx.delivery.update({ where: { id }, data: { attempts: { increment: 1 } } });
  if (attempts >= mostAttempts)
    await tx.delivery.update({ where: { id }, data: { state: 'problem', reason: 'failed' } });
}

/** Puts a problem back in the queue. Gives false when there is no such problem. */
export async function requeueProblem(tx: Tx, id: number): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({ where: { id, state: 'problem' }, data: { state: 'received' } });
  return count === 1;
}

/** How many deliveries wait to be read, or could not be. */
export async function countDeliveries(db: Reader, state: 'received' | 'problem'): Promise<number> {
  return db.delivery.count({ where: { state } });
}

/** Problems, the latest first, from before the given id. */
export function listProblems(db: Reader, before: number | null, limit: number) {
  return db.delivery.findMany({
    where: { state: 'problem', ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: limit,
    select: { id: true, receivedAt: true, reason: true, attempts: true, state: true },
  });
}

/** When the latest delivery came, or null before the first. */
export async function lastDeliveryAt(db: Reader): Promise<Date | null> {
  const last = await db.delivery.findFirst({ orderBy: { id: 'desc' }, select: { receivedAt: true } });
  return last?.receivedAt ?? null;
}

/** Puts other bytes, unpacked, in the place of what a delivery brought: an erasure does. */
export async function replaceBody(tx: Tx, id: number, body: Uint8Array<ArrayBuffer>): Promise<void> {
  await tx.delivery.update({ where: { id }, data: { body, encoding: null } });
}

/** Deliveries that carried a message, with its place in each. */
export function listSources(db: Reader | Tx, messageId: number) {
  return db.messageSource.findMany({
    where: { messageId },
    orderBy: { deliveryId: 'asc' },
    include: { delivery: true },
  });
}

/** Notes that a delivery carried a message. */
export async function insertSource(tx: Tx, source: { messageId: number; deliveryId: number; position: number }) {
  await tx.messageSource.upsert({
    where: { messageId_deliveryId_position: source },
    create: source,
    update: {},
  });
}
