import type { Reader } from '@/lib/db/engine/database';
import { channelKey } from '@/lib/messages/channel-key';
import { Prisma, type Conversation } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inBatches, MOST_VALUES } from '@/lib/db/engine/in-batches';
import { insertForIds } from '@/lib/db/engine/insert-rows';
import { includes, inScope, type Scope } from './scope';

export type { Conversation };

/** What tells conversations apart. */
export type ConversationKey = { channel: string; businessNumberId: number; customerId: number };

export type NewConversation = ConversationKey & { ownerId: number; lastMessageAt: Date; sample: boolean };

/** Begins the conversation of a customer with a business number on a channel; it has no messages yet. */
export function createConversation(tx: Tx, values: NewConversation): Promise<Conversation> {
  return tx.conversation.create({ data: values });
}

/** The same of several, in their order. */
export async function createConversations(tx: Tx, conversations: NewConversation[]): Promise<Conversation[]> {
  const rows = conversations.map((conversation) => ({
    ...{ lastArrivalId: 0, lastMessageId: null, newChat: false, handledUpTo: 0, lastInboundId: 0, doneUpTo: 0 },
    ...conversation,
  }));
  const ids = await insertForIds(tx, 'Conversation', rows);
  return rows.map((row, index) => {
    const id = ids[index];
    if (id === undefined) throw new Error('A conversation was not written.');
    return { id, ...row };
  });
}

/** All conversations of some customers. */
export async function listConversationsOf(tx: Tx, customerIds: number[]): Promise<Conversation[]> {
  // Not ordered by the database: Prisma splits a long list only where nothing is.
  const conversations = await tx.conversation.findMany({ where: { customerId: { in: customerIds } } });
  return conversations.sort((one, other) => one.id - other.id);
}

/** The conversation of a customer with a business number on a channel, however the channel is spelled, or null. */
export async function findConversationByKey(tx: Tx, key: ConversationKey): Promise<{ id: number } | null> {
  return (await listConversationsByKey(tx, key))[0] ?? null;
}

/** The same; earlier versions began one conversation for each spelling of a channel. */
export async function listConversationsByKey(
  tx: Tx,
  { channel, businessNumberId, customerId }: ConversationKey,
): Promise<{ id: number }[]> {
  const conversations = await tx.conversation.findMany({
    where: { businessNumberId, customerId },
    orderBy: { id: 'asc' },
    select: { id: true, channel: true },
  });
  return conversations.filter((conversation) => channelKey(conversation.channel) === channelKey(channel));
}

/** Of several spellings of its channel a conversation shows the first in the alphabet, in whatever order they came. */
export async function setChannel(tx: Tx, id: number, channel: string): Promise<void> {
  await tx.conversation.update({ where: { id }, data: { channel } });
}

/** All spellings of a channel that conversations have. */
export async function listSpellings(db: Reader, channel: string): Promise<string[]> {
  const rows = await db.conversation.groupBy({ by: ['channel'] });
  return rows.flatMap((row) => (channelKey(row.channel) === channelKey(channel) ? [row.channel] : []));
}

/** Brings what the list shows of conversations up to date with messages that have just arrived in them. */
export async function noteArrivals(tx: Tx, arrived: Map<Conversation, { kind: string }[]>): Promise<void> {
  await refreshLast(
    tx,
    [...arrived.keys()].map(({ id }) => id),
  );
  for (const [{ id, newChat, handledUpTo }, messages] of arrived) {
    // Only a welcome request makes a chat new, and only a new chat can stop being one.
    if (newChat || messages.some(({ kind }) => kind === 'welcomeRequest')) await refreshNewChat(tx, id, handledUpTo);
  }
}

/** Recomputes what the list shows of a conversation from its messages, after an erasure or a join say. */
export async function refreshConversation(tx: Tx, id: number): Promise<void> {
  const { handledUpTo } = await tx.conversation.findUniqueOrThrow({ where: { id }, select: { handledUpTo: true } });
  await refreshLast(tx, [id]);
  await refreshNewChat(tx, id, handledUpTo);
}

/** The same of several after an erasure, which can only end a new chat. */
export async function refreshErased(tx: Tx, ids: number[]): Promise<void> {
  await refreshLast(tx, ids);
  const newChats = await tx.conversation.findMany({
    where: { id: { in: ids }, newChat: true },
    select: { id: true, handledUpTo: true },
  });
  for (const { id, handledUpTo } of newChats) await refreshNewChat(tx, id, handledUpTo);
}

/** The messages that arrived last, were sent last and can be unread last, of many conversations in one statement. */
async function refreshLast(tx: Tx, ids: number[]): Promise<void> {
  const sentLast = (column: Prisma.Sql) => Prisma.sql`(
    SELECT m.${column} FROM "Message" m WHERE m."conversationId" = "Conversation"."id"
    ORDER BY m."sentAt" DESC, m."id" DESC LIMIT 1)`;
  for (const batch of inBatches(ids, MOST_VALUES)) {
    await tx.$executeRaw`
      UPDATE "Conversation" SET
        "lastArrivalId" = (SELECT MAX(m."id") FROM "Message" m WHERE m."conversationId" = "Conversation"."id"),
        "lastMessageId" = ${sentLast(Prisma.raw('"id"'))},
        "lastMessageAt" = ${sentLast(Prisma.raw('"sentAt"'))},
        "lastInboundId" = COALESCE((
          SELECT MAX(m."id") FROM "Message" m
          WHERE m."conversationId" = "Conversation"."id" AND m."direction" = 'MO' AND m."erasedAt" IS NULL), 0)
      WHERE "id" IN (${Prisma.join(batch)})
        AND EXISTS (SELECT 1 FROM "Message" m WHERE m."conversationId" = "Conversation"."id")`;
  }
}

async function refreshNewChat(tx: Tx, id: number, handledUpTo: number): Promise<void> {
  await tx.conversation.updateMany({ where: { id }, data: { newChat: await isNewChat(tx, id, handledUpTo) } });
}

async function isNewChat(tx: Tx, conversationId: number, handledUpTo: number): Promise<boolean> {
  const welcome = await tx.message.findFirst({
    where: { conversationId, kind: 'welcomeRequest', erasedAt: null, id: { gt: handledUpTo } },
    orderBy: { sentAt: 'desc' },
    select: { sentAt: true },
  });
  if (!welcome) return false;
  // Later by the clock, not by arrival. In the same second the welcome request counts as the later one.
  const written = await tx.message.findFirst({
    where: { conversationId, kind: { not: 'welcomeRequest' }, sentAt: { gt: welcome.sentAt } },
    select: { id: true },
  });
  return written === null;
}

/** Everything that had arrived when a message arrived is handled; without a message everything so far. */
export async function setHandled(tx: Tx, id: number, upTo: number | undefined): Promise<void> {
  const handledUpTo = await seenArrivalOf(tx, id, upTo);
  await tx.conversation.update({ where: { id }, data: { handledUpTo } });
  await refreshNewChat(tx, id, handledUpTo);
}

/** Whether a customer has a conversation in a scope. */
export async function isCustomerIn(db: Reader | Tx, customerId: number, scope: Scope): Promise<boolean> {
  const found = await db.conversation.findFirst({ where: { customerId, ...inScope(scope) }, select: { id: true } });
  return found !== null;
}

/** The conversation that an id names now: itself, the one that it has become part of, or null when there is none in the scope. */
export async function resolveConversation(db: Reader | Tx, id: number, scope: Scope): Promise<number | null> {
  const alias = await db.conversationAlias.findUnique({ where: { id } });
  const named = await db.conversation.findUnique({
    where: { id: alias?.conversationId ?? id },
    select: { id: true, businessNumberId: true },
  });
  return named && includes(scope, named.businessNumberId) ? named.id : null;
}

/** The message up to which a user has read a conversation, in order of arrival; 0 before the first. */
export async function readMarkOf(db: Reader | Tx, userId: string, conversationId: number): Promise<number> {
  const mark = await db.readMark.findUnique({ where: { userId_conversationId: { userId, conversationId } } });
  return mark?.upTo ?? 0;
}

/** Moves a user's mark forward to a message; it never moves back. Gives false when it was there already. */
export async function moveReadMark(tx: Tx, userId: string, conversationId: number, upTo: number): Promise<boolean> {
  if ((await readMarkOf(tx, userId, conversationId)) >= upTo) return false;
  await setReadMark(tx, userId, conversationId, upTo);
  return true;
}

/** Sets a user's mark, be it back. */
export async function setReadMark(tx: Tx, userId: string, conversationId: number, upTo: number): Promise<void> {
  await tx.readMark.upsert({
    where: { userId_conversationId: { userId, conversationId } },
    create: { userId, conversationId, upTo },
    update: { upTo },
  });
}

/** The newest message of a conversation that can be unread, 0 when there is none. */
export async function lastInboundOf(tx: Tx, id: number): Promise<number> {
  return (await tx.conversation.findUniqueOrThrow({ where: { id }, select: { lastInboundId: true } })).lastInboundId;
}

/** The message of a conversation that arrived last, 0 before the first. */
export async function lastArrivalOf(tx: Tx, id: number): Promise<number> {
  return (await tx.conversation.findUniqueOrThrow({ where: { id }, select: { lastArrivalId: true } })).lastArrivalId;
}

/** Up to where an act of somebody counts who had seen what arrived up to a message: never further than what is there. */
async function seenArrivalOf(tx: Tx, id: number, upTo: number | undefined): Promise<number> {
  const last = await lastArrivalOf(tx, id);
  return Math.min(upTo ?? last, last);
}

/** Puts a conversation away until something arrives after this message (without one: from now on), or takes it back. */
export async function setDone(tx: Tx, id: number, done: boolean, upTo: number | undefined): Promise<void> {
  const doneUpTo = done ? await seenArrivalOf(tx, id, upTo) : 0;
  await tx.conversation.update({ where: { id }, data: { doneUpTo } });
}

/** Whether there are conversations at all, and whether some message is a sample. */
export async function hasConversations(db: Reader, scope: Scope): Promise<{ any: boolean; samples: boolean }> {
  const [any, sample] = await Promise.all([
    db.conversation.findFirst({ where: inScope(scope), select: { id: true } }),
    db.message.findFirst({ where: { sample: true, conversation: inScope(scope) }, select: { id: true } }),
  ]);
  return { any: any !== null, samples: sample !== null };
}

/** The id of the conversation that began last, 0 before the first. */
export async function newestConversation(db: Reader): Promise<number> {
  return (await db.conversation.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0;
}
