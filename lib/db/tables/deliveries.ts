import * as z from 'zod';
import { groupBy } from '@/lib/messages/group-by';
import { database, type Reader } from '@/lib/db/engine/database';
import { Prisma, type Delivery } from '@/lib/db/engine/client';
import { holdsBytes } from '@/lib/db/engine/holds-text';
import { insertsOf } from '@/lib/db/engine/insert-rows';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inScope, type Scope } from './scope';

export type { Delivery };

const identified = z.array(z.object({ id: z.coerce.number() }));

export type ClaimedDelivery = Pick<Delivery, 'id' | 'attempts' | 'receivedAt' | 'countedAt' | 'appliedAt' | 'reason'>;

/** A delivery as it arrives. */
export type NewDelivery = {
  digest: string;
  body: Uint8Array<ArrayBuffer>;
  encoding: string | null;
  contentType: string | null;
  receivedAt: Date;
};

/** Stores the bytes of deliveries as received. One whose digest is known is a retry: it is counted, and changes nothing else. */
export async function insertDeliveries(tx: Tx, deliveries: NewDelivery[]): Promise<void> {
  const byDigest = groupBy(deliveries, ({ digest }) => digest);
  const rows = [...byDigest.values()].flatMap(([first, ...retries]) => {
    if (!first) return [];
    const { digest, body, encoding, contentType, receivedAt } = first;
    const retriedAt = retries.at(-1)?.receivedAt ?? null;
    const columns = [digest, body, encoding, contentType, receivedAt, retries.length, retriedAt];
    return Prisma.sql`(${Prisma.join(columns)})`;
  });
  await tx.$executeRaw`
    INSERT INTO "Delivery" ("digest", "body", "encoding", "contentType", "receivedAt", "retries", "retriedAt")
    VALUES ${Prisma.join(rows)}
    ON CONFLICT ("digest") DO UPDATE SET
      "retries" = "Delivery"."retries" + 1 + excluded."retries",
      "retriedAt" = COALESCE(excluded."retriedAt", excluded."receivedAt")`;
}

/** Deliveries that nobody has read yet, in order of arrival. */
export function listReceived(db: Reader, limit: number): Promise<Delivery[]> {
  return db.delivery.findMany({ where: { state: 'received' }, orderBy: { id: 'asc' }, take: limit });
}

/** Those of the deliveries that still wait to be read, by id: within a transaction, they are the caller's to apply. */
export async function claimDeliveries(tx: Tx, ids: number[]): Promise<Map<number, ClaimedDelivery>> {
  const rows = await tx.delivery.findMany({
    where: { id: { in: ids }, state: 'received' },
    select: { id: true, attempts: true, receivedAt: true, countedAt: true, appliedAt: true, reason: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** One delivery with its bytes, or null. */
export function findDelivery(db: Reader | Tx, id: number): Promise<Delivery | null> {
  return db.delivery.findUnique({ where: { id } });
}

/**
 * Notes how reading deliveries ended: `reason` names a problem, null means that all of them is applied. `isCounted` says that
 * the try was counted before it began.
 */
export async function markRead(
  tx: Tx,
  ids: number[],
  reason: string | null,
  now: Date,
  { isCounted }: { isCounted: boolean },
): Promise<void> {
  await tx.delivery.updateMany({
    where: { id: { in: ids } },
    data: {
      state: reason === null ? 'applied' : 'problem',
      reason,
      appliedAt: now,
      ...(!isCounted && { attempts: { increment: 1 } }),
    },
  });
}

/** Counts a try of deliveries. */
export async function countTry(tx: Tx, ids: number[]): Promise<void> {
  await tx.delivery.updateMany({ where: { id: { in: ids }, state: 'received' }, data: { attempts: { increment: 1 } } });
}

/** After the last try a delivery becomes a problem that a person can replay, and this gives true. */
export async function giveUp(tx: Tx, id: number, mostAttempts: number, now: Date): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { id, state: 'received', attempts: { gte: mostAttempts } },
    data: { state: 'problem', reason: 'failed', appliedAt: now },
  });
  return count === 1;
}

/** Problems of which something is left; null stands for a reason that an earlier version did not note. */
const replayable = { state: 'problem', OR: [{ reason: null }, { reason: { not: 'emptied' } }] };

/** Puts a problem back in the queue. Gives false when there is no such problem, or nothing left of it. */
export async function requeueProblem(tx: Tx, id: number): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({ where: { id, ...replayable }, data: { state: 'received' } });
  return count === 1;
}

/** Puts all problems back in the queue, and gives how many. */
export async function requeueProblems(tx: Tx): Promise<number> {
  const { count } = await tx.delivery.updateMany({ where: replayable, data: { state: 'received' } });
  return count;
}

/** How many deliveries that have been tried before wait for another try. */
export async function countReplaying(db: Reader): Promise<number> {
  return db.delivery.count({ where: { state: 'received', attempts: { gt: 0 } } });
}

/** When the delivery arrived that has been waiting to be read for longest, or null when none waits. */
export async function oldestReceivedAt(db: Reader): Promise<Date | null> {
  const oldest = await db.delivery.findFirst({
    where: { state: 'received' },
    orderBy: { id: 'asc' },
    select: { receivedAt: true },
  });
  return oldest?.receivedAt ?? null;
}

/** How many deliveries wait to be read, or could not be; those that were emptied are left out. */
export async function countDeliveries(db: Reader, state: 'received' | 'problem'): Promise<number> {
  return db.delivery.count({ where: state === 'problem' ? replayable : { state } });
}

/** Signs by which a body may hold letters and digits otherwise than they stand: escapes of JSON, XML and addresses, and UTF-16. */
const HIDING = ['\\u00', '&#', '%', '\0'];

/**
 * Problems after an id, with their bytes, that may hold one of these pieces of letters and digits; without pieces, all of
 * which something is left.
 */
export async function listProblemsHolding(
  tx: Tx,
  pieces: string[] | null,
  after: number,
  limit: number,
): Promise<Delivery[]> {
  const where = { id: { gt: after }, ...replayable };
  if (!pieces) return tx.delivery.findMany({ where, orderBy: { id: 'asc' }, take: limit });
  const holding = [...pieces, ...HIDING].map((piece) =>
    holdsBytes(database(), Prisma.sql`"body"`, new TextEncoder().encode(piece)),
  );
  const rows = await tx.$queryRaw`
    SELECT "id" FROM "Delivery"
    WHERE "state" = 'problem' AND "id" > ${after} AND ("encoding" IS NOT NULL OR ${Prisma.join(holding, ' OR ')})
    ORDER BY "id" LIMIT ${limit}`;
  const ids = identified.parse(rows).map(({ id }) => id);
  return tx.delivery.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
}

/** Problems, the latest first, from before the given id. */
export function listProblems(db: Reader, before: number | null, limit: number) {
  return db.delivery.findMany({
    where: { state: 'problem', ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: limit,
    select: { id: true, receivedAt: true, reason: true, attempts: true, state: true, retries: true, retriedAt: true },
  });
}

/** When the latest delivery came, or null before the first. */
export async function lastDeliveryAt(db: Reader): Promise<Date | null> {
  const last = await db.delivery.findFirst({ orderBy: { id: 'desc' }, select: { receivedAt: true } });
  return last?.receivedAt ?? null;
}

/** The id of the delivery that came last, 0 before the first. */
export async function newestDelivery(db: Reader): Promise<number> {
  return (await db.delivery.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0;
}

/** Deliveries with their bytes, in no order; unknown ids are left out. */
export function findDeliveries(tx: Tx, ids: number[]): Promise<Delivery[]> {
  return tx.delivery.findMany({ where: { id: { in: ids } } });
}

/** Puts other bytes, unpacked, in the place of what deliveries brought: an erasure does. */
export async function replaceBodies(tx: Tx, bodies: Map<number, Uint8Array<ArrayBuffer>>): Promise<void> {
  const emptied = [...bodies].filter(([, body]) => body.length === 0).map(([id]) => id);
  await tx.delivery.updateMany({ where: { id: { in: emptied } }, data: { body: new Uint8Array(), encoding: null } });
  for (const [id, body] of bodies)
    if (body.length > 0) await tx.delivery.update({ where: { id }, data: { body, encoding: null } });
}

/** The places in deliveries that carried some messages. */
export function listPlaces(tx: Tx, messageIds: number[]): Promise<{ deliveryId: number; position: number }[]> {
  return tx.messageSource.findMany({
    where: { messageId: { in: messageIds } },
    select: { deliveryId: true, position: true },
  });
}

/** Deliveries that carried a message, with its place in each. */
export function listSources(db: Reader | Tx, messageId: number) {
  return db.messageSource.findMany({
    where: { messageId },
    orderBy: { deliveryId: 'asc' },
    include: { delivery: true },
  });
}

/** The places in a delivery of the messages that lie in a scope. */
export async function listPositionsIn(db: Reader, deliveryId: number, scope: Scope): Promise<Set<number>> {
  const sources = await db.messageSource.findMany({
    where: { deliveryId, message: { conversation: inScope(scope) } },
    select: { position: true },
  });
  return new Set(sources.map(({ position }) => position));
}

/** Notes that a delivery carried a message. */
export async function insertSource(tx: Tx, source: { messageId: number; deliveryId: number; position: number }) {
  const { messageId, deliveryId, position } = source;
  await tx.$executeRaw`
    INSERT INTO "MessageSource" ("messageId", "deliveryId", "position")
    VALUES (${messageId}, ${deliveryId}, ${position}) ON CONFLICT DO NOTHING`;
}

/** Notes which deliveries carried messages that are new: nothing of it can be there yet. */
export async function insertSources(
  tx: Tx,
  sources: { messageId: number; deliveryId: number; position: number }[],
): Promise<void> {
  for (const insert of insertsOf('MessageSource', sources)) await tx.$executeRaw(insert);
}
