import type { Reader } from '@/lib/db/engine/database';
import { Prisma } from '@/lib/db/engine/client';
import { insertsOf } from '@/lib/db/engine/insert-rows';
import type { Tx } from '@/lib/db/engine/grouped-writer';

export const changeTypes = ['message', 'moved', 'erased', 'media', 'conversation', 'read', 'problem', 'reset'] as const;
export type ChangeType = (typeof changeTypes)[number];

/**
 * What open browsers are told. `userId`: only this user hears it. Of what is about a conversation only those hear who see
 * its business number (null when there is no such conversation any more), and nobody when its customer is blocked.
 */
export type Change = {
  id: number;
  type: ChangeType;
  conversationId: number | null;
  messageId: number | null;
  userId: string | null;
  businessNumberId: number | null;
  blocked: boolean;
};

/** Adds to what open browsers will be told once the transaction is committed. */
export async function recordChange(
  tx: Tx,
  type: ChangeType,
  about: { conversationId?: number; messageId?: number; userId?: string },
  now: Date,
): Promise<void> {
  await tx.change.create({ data: { type, ...about, at: now } });
}

/** The same of several messages. */
export async function recordMessages(
  tx: Tx,
  type: 'message' | 'erased',
  messages: { id: number; conversationId: number }[],
  now: Date,
): Promise<void> {
  const rows = messages.map(({ id, conversationId }) => ({ type, conversationId, messageId: id, at: now }));
  for (const insert of insertsOf('Change', rows)) await tx.$executeRaw(insert);
}

/** Up to `limit` changes after the given one, in order. */
export async function listChanges(db: Reader, after: number, limit: number): Promise<Change[]> {
  const rows = await db.change.findMany({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: limit });
  const places = await findPlaces(db, [...new Set(rows.flatMap((row) => row.conversationId ?? []))]);
  return rows.map(({ id, type, conversationId, messageId, userId }) => {
    const place = conversationId === null ? undefined : places.get(conversationId);
    return {
      id,
      type: changeTypes.find((known) => known === type) ?? 'reset',
      conversationId,
      messageId,
      userId,
      businessNumberId: place?.businessNumberId ?? null,
      blocked: place !== undefined && place.blockedAt !== null,
    };
  });
}

type ConversationPlace = { id: number; businessNumberId: number; blockedAt: string | Date | null };

/** Whose conversations these are; one that has become part of another has that one's place. */
async function findPlaces(db: Reader, ids: number[]): Promise<Map<number, ConversationPlace>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<ConversationPlace[]>`
    SELECT n."id", c."businessNumberId", k."blockedAt"
    FROM (SELECT "id", "id" AS "now" FROM "Conversation" WHERE "id" IN (${Prisma.join(ids)})
      UNION ALL SELECT "id", "conversationId" FROM "ConversationAlias" WHERE "id" IN (${Prisma.join(ids)})) n
    JOIN "Conversation" c ON c."id" = n."now" JOIN "Customer" k ON k."id" = c."customerId"`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** The oldest and the newest change that is kept; zeros when there is none. */
export async function changeBounds(db: Reader): Promise<{ oldest: number; newest: number }> {
  const oldest = await db.change.findFirst({ orderBy: { id: 'asc' }, select: { id: true } });
  const newest = await db.change.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  return { oldest: oldest?.id ?? 0, newest: newest?.id ?? 0 };
}

/** Forgets all but the newest changes: a browser that asks for older ones is told to start afresh. */
export async function trimChanges(tx: Tx, keep: number): Promise<void> {
  const newest = await tx.change.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  await tx.change.deleteMany({ where: { id: { lte: (newest?.id ?? 0) - keep } } });
}
