import type { Reader } from './database';
import type { Tx } from './grouped-writer';

export const changeTypes = ['message', 'moved', 'erased', 'media', 'conversation', 'read', 'problem', 'reset'] as const;
export type ChangeType = (typeof changeTypes)[number];

/** What open browsers are told. `userId`: only this user hears it. */
export type Change = {
  id: number;
  type: ChangeType;
  conversationId: number | null;
  messageId: number | null;
  userId: string | null;
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
  messages: { id: number; conversationId: number }[],
  now: Date,
): Promise<void> {
  await tx.change.createMany({
    data: messages.map(({ id, conversationId }) => ({ type: 'message', conversationId, messageId: id, at: now })),
  });
}

/** Up to `limit` changes after the given one, in order. */
export async function listChanges(db: Reader, after: number, limit: number): Promise<Change[]> {
  const rows = await db.change.findMany({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: limit });
  return rows.map(({ id, type, conversationId, messageId, userId }) => ({
    id,
    type: changeTypes.find((known) => known === type) ?? 'reset',
    conversationId,
    messageId,
    userId,
  }));
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
