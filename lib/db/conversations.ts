import * as z from 'zod';
import type { Kind } from '@/lib/messages/kind';
import type { Database, Reader } from './database';
import { Prisma, type Conversation } from './generated/sqlite/client';
import type { Tx } from './grouped-writer';
import { includes, inScope, inSightSql, type Scope, type Sight } from './scope';

const withPeople = { businessNumber: true, customer: true } as const;
export type ConversationRow = Prisma.ConversationGetPayload<{ include: typeof withPeople }>;

export type { Conversation };

/** What tells conversations apart. */
export type ConversationKey = { channel: string; businessNumberId: number; customerId: number };

/** Begins the conversation of a customer with a business number on a channel; it has no messages yet. */
export function createConversation(
  tx: Tx,
  values: ConversationKey & { ownerId: number; lastMessageAt: Date; sample: boolean },
): Promise<Conversation> {
  return tx.conversation.create({ data: values });
}

/** All conversations of some customers. */
export function listConversationsOf(tx: Tx, customerIds: number[]): Promise<Conversation[]> {
  return tx.conversation.findMany({ where: { customerId: { in: customerIds } }, orderBy: { id: 'asc' } });
}

/** The conversation of a customer with a business number on a channel, or null. */
export function findConversationByKey(tx: Tx, key: ConversationKey): Promise<{ id: number } | null> {
  return tx.conversation.findUnique({
    where: { channel_businessNumberId_customerId: key },
    select: { id: true },
  });
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

/** The messages that arrived last, were sent last and can be unread last, of many conversations in one statement. */
async function refreshLast(tx: Tx, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const sentLast = (column: Prisma.Sql) => Prisma.sql`(
    SELECT m.${column} FROM "Message" m WHERE m."conversationId" = "Conversation"."id"
    ORDER BY m."sentAt" DESC, m."id" DESC LIMIT 1)`;
  await tx.$executeRaw`
    UPDATE "Conversation" SET
      "lastArrivalId" = (SELECT MAX(m."id") FROM "Message" m WHERE m."conversationId" = "Conversation"."id"),
      "lastMessageId" = ${sentLast(Prisma.raw('"id"'))},
      "lastMessageAt" = ${sentLast(Prisma.raw('"sentAt"'))},
      "lastInboundId" = COALESCE((
        SELECT MAX(m."id") FROM "Message" m
        WHERE m."conversationId" = "Conversation"."id" AND m."direction" = 'MO' AND m."erasedAt" IS NULL), 0)
    WHERE "id" IN (${Prisma.join(ids)})
      AND EXISTS (SELECT 1 FROM "Message" m WHERE m."conversationId" = "Conversation"."id")`;
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

/** Everything that has arrived so far is handled. */
export async function setHandled(tx: Tx, id: number): Promise<void> {
  const { lastArrivalId } = await tx.conversation.findUniqueOrThrow({ where: { id }, select: { lastArrivalId: true } });
  await tx.conversation.update({ where: { id }, data: { handledUpTo: lastArrivalId, newChat: false } });
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

/** One conversation with its customer and business number, or null. */
export function findConversationRow(db: Reader | Tx, id: number): Promise<ConversationRow | null> {
  return db.conversation.findUnique({ where: { id }, include: withPeople });
}

export type ConversationFilter = Sight & {
  /** `any`: also what is put away. */
  view: 'any' | 'all' | 'unread' | 'new' | 'done';
  /** With a message of this kind, sent in this time. */
  kind?: Kind;
  after?: Date;
  sentBefore?: Date;
  /** Folded name, or digits of a number. */
  name?: string;
  digits?: string;
  businessNumber?: string;
  channel?: string;
  /** Only customers whom CM.com named, but for one. */
  identifiedBut?: number;
  before: number | null;
  limit: number;
};

/** Conversations as a user sees them, the latest arrival first. */
export async function listConversationRows(
  db: Reader,
  userId: string,
  filter: ConversationFilter,
): Promise<ConversationRow[]> {
  const conditions = [Prisma.sql`c."lastArrivalId" > 0`, inSightSql(filter)];
  if (filter.before !== null) conditions.push(Prisma.sql`c."lastArrivalId" < ${filter.before}`);
  if (filter.view !== 'any') conditions.push(filter.view === 'done' ? isDone : Prisma.sql`NOT (${isDone})`);
  if (filter.view === 'new') conditions.push(Prisma.sql`c."newChat" = ${true}`);
  if (filter.view === 'unread') conditions.push(hasUnread(userId));
  if (filter.businessNumber !== undefined) conditions.push(Prisma.sql`b."number" = ${filter.businessNumber}`);
  if (filter.channel !== undefined) conditions.push(Prisma.sql`c."channel" = ${filter.channel}`);
  if (filter.identifiedBut !== undefined) {
    conditions.push(Prisma.sql`c."customerId" <> ${filter.identifiedBut} AND EXISTS (
      SELECT 1 FROM "Customer" k WHERE k."id" = c."customerId" AND k."identified" = ${true})`);
  }
  const wanted = [filter.name, filter.digits].filter((part) => part !== undefined && part !== '');
  if (wanted.length > 0) {
    const either = wanted.map((part) => Prisma.sql`s."searchText" LIKE ${contains(part ?? '')} ESCAPE '\\'`);
    conditions.push(Prisma.sql`c."customerId" IN (
      SELECT COALESCE(s."countsAsId", s."id") FROM "Customer" s WHERE ${Prisma.join(either, ' OR ')})`);
  }
  const { kind, after, sentBefore } = filter;
  if (kind !== undefined || after || sentBefore) {
    conditions.push(Prisma.sql`EXISTS (
      SELECT 1 FROM "Message" m WHERE m."conversationId" = c."id" AND m."erasedAt" IS NULL
        ${kind === undefined ? Prisma.empty : Prisma.sql`AND m."kind" = ${kind}`}
        ${after ? Prisma.sql`AND m."sentAt" >= ${after}` : Prisma.empty}
        ${sentBefore ? Prisma.sql`AND m."sentAt" < ${sentBefore}` : Prisma.empty})`);
  }
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT c."id" FROM "Conversation" c
    JOIN "BusinessNumber" b ON b."id" = c."businessNumberId"
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY c."lastArrivalId" DESC LIMIT ${filter.limit}`;
  return findConversationRows(
    db,
    rows.map((row) => row.id),
  );
}

/** Conversations with their customers and business numbers, in the order of the ids; unknown ids are left out. */
export async function findConversationRows(db: Reader, ids: number[]): Promise<ConversationRow[]> {
  const rows = await db.conversation.findMany({ where: { id: { in: ids } }, include: withPeople });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** How many messages not erased arrived after the user's mark, for each of the conversations. */
export async function countUnread(db: Reader, userId: string, ids: number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  // A question for each conversation, so that each is a range of one index however long the conversation is.
  const rows = await db.$queryRaw<{ id: number; unread: number | bigint }[]>`
    SELECT c."id", (SELECT COUNT(*) FROM "Message" m
      WHERE m."conversationId" = c."id" AND m."direction" = 'MO' AND m."erasedAt" IS NULL
        AND m."id" > COALESCE((
          SELECT r."upTo" FROM "ReadMark" r WHERE r."userId" = ${userId} AND r."conversationId" = c."id"), 0)) AS "unread"
    FROM "Conversation" c WHERE c."id" IN (${Prisma.join(ids)})`;
  return new Map(rows.map((row) => [row.id, Number(row.unread)]));
}

const viewCounts = z.object({
  unread: z.coerce.number(),
  newChats: z.coerce.number(),
  done: z.coerce.number(),
});

/** How many conversations the views hold for a user. What is put away counts as such alone. */
export async function countViewRows(
  db: Database,
  userId: string,
  sight: Sight,
): Promise<{ unread: number; newChats: number; done: number }> {
  const counted = (condition: Prisma.Sql) => Prisma.sql`COALESCE(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`;
  const [row] = await db.askAside(Prisma.sql`
    SELECT ${counted(Prisma.sql`NOT (${isDone}) AND c."lastInboundId" > COALESCE(r."upTo", 0)`)} AS "unread",
      ${counted(Prisma.sql`NOT (${isDone}) AND c."newChat" = ${true}`)} AS "newChats",
      ${counted(isDone)} AS "done"
    FROM "Conversation" c
    LEFT JOIN "ReadMark" r ON r."userId" = ${userId} AND r."conversationId" = c."id"
    WHERE c."lastArrivalId" > 0 AND ${inSightSql(sight)}`);
  return viewCounts.parse(row);
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

/** Puts a conversation away until something arrives, or takes it back. */
export async function setDone(tx: Tx, id: number, done: boolean): Promise<void> {
  const { lastArrivalId } = await tx.conversation.findUniqueOrThrow({ where: { id }, select: { lastArrivalId: true } });
  await tx.conversation.update({ where: { id }, data: { doneUpTo: done ? lastArrivalId : 0 } });
}

/** Whether there are conversations at all, and whether some message is a sample. */
export async function hasConversations(db: Reader, scope: Scope): Promise<{ any: boolean; samples: boolean }> {
  const [any, sample] = await Promise.all([
    db.conversation.findFirst({ where: inScope(scope), select: { id: true } }),
    db.message.findFirst({ where: { sample: true, conversation: inScope(scope) }, select: { id: true } }),
  ]);
  return { any: any !== null, samples: sample !== null };
}

/** Put away, and nothing has arrived since. */
const isDone = Prisma.sql`c."doneUpTo" >= c."lastArrivalId"`;

function hasUnread(userId: string): Prisma.Sql {
  return Prisma.sql`c."lastInboundId" > COALESCE((
    SELECT r."upTo" FROM "ReadMark" r WHERE r."userId" = ${userId} AND r."conversationId" = c."id"), 0)`;
}

function contains(folded: string): string {
  return `%${folded.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** Gives a conversation to another customer, who must have none on its channel and business number. */
export async function moveConversation(tx: Tx, id: number, customerId: number): Promise<void> {
  await tx.conversation.update({ where: { id }, data: { customerId } });
}

/** The id of the conversation that began last, 0 before the first. */
export async function newestConversation(db: Reader): Promise<number> {
  return (await db.conversation.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0;
}

/** Moves everything of one conversation into another, which then answers to both ids. Nothing unread or new gets lost. */
export async function mergeConversation(tx: Tx, from: number, into: number): Promise<void> {
  const both = await tx.conversation.findMany({ where: { id: { in: [from, into] } }, include: { readMarks: true } });
  const readers = new Set(both.flatMap((conversation) => conversation.readMarks.map((mark) => mark.userId)));
  for (const userId of readers) {
    const upTo = await mergedMark(tx, userId, from, into);
    await tx.readMark.upsert({
      where: { userId_conversationId: { userId, conversationId: into } },
      create: { userId, conversationId: into, upTo },
      update: { upTo },
    });
  }
  const someNew = both.some((conversation) => conversation.newChat);
  const handled = both.map((conversation) => conversation.handledUpTo);
  const someOpen = both.some(({ doneUpTo, lastArrivalId }) => doneUpTo < lastArrivalId);
  const done = both.map((conversation) => conversation.doneUpTo);
  await tx.conversation.update({
    where: { id: into },
    data: {
      handledUpTo: someNew ? Math.min(...handled) : Math.max(...handled),
      doneUpTo: someOpen ? 0 : Math.max(...done),
    },
  });
  await tx.message.updateMany({ where: { conversationId: from }, data: { conversationId: into } });
  await tx.conversationAlias.updateMany({ where: { conversationId: from }, data: { conversationId: into } });
  const owner = both.find((conversation) => conversation.id === from);
  const ownerId = owner?.ownerId ?? owner?.customerId ?? null;
  await tx.conversationAlias.create({ data: { id: from, conversationId: into, ownerId } });
  await tx.conversation.delete({ where: { id: from } });
}

/** One mark for both: before the first message that the user has not read in either. */
async function mergedMark(tx: Tx, userId: string, from: number, into: number): Promise<number> {
  const firstUnread = await Promise.all(
    [from, into].map(async (conversationId) => {
      const upTo = await readMarkOf(tx, userId, conversationId);
      const next = await tx.message.findFirst({
        where: { conversationId, id: { gt: upTo }, erasedAt: null },
        orderBy: { id: 'asc' },
        select: { id: true },
      });
      return next?.id;
    }),
  );
  const unread = firstUnread.filter((id) => id !== undefined);
  if (unread.length > 0) return Math.min(...unread) - 1;
  const { _max } = await tx.message.aggregate({ where: { conversationId: { in: [from, into] } }, _max: { id: true } });
  return _max.id ?? 0;
}

/** The ids that a conversation answers to beside its own, each with the customer whose conversation had it. */
export function listAliases(tx: Tx, conversationId: number) {
  return tx.conversationAlias.findMany({ where: { conversationId }, orderBy: { id: 'asc' } });
}

/** Gives what belonged to a customer who turns out to be another one to that other one. */
export async function passOwnership(tx: Tx, from: number, to: number): Promise<void> {
  const where = { ownerId: from };
  await tx.conversation.updateMany({ where: { ...where }, data: { ownerId: to } });
  await tx.conversationAlias.updateMany({ where, data: { ownerId: to } });
}

/**
 * Takes the messages of some customers out of a conversation into one of their own: an earlier one by its old id, when
 * `aliases` holds any. What the conversation had read and handled, the new one has too. Gives its id.
 */
export async function splitConversation(
  tx: Tx,
  from: Conversation,
  into: { customerId: number; ownerId: number; messagesOf: number[]; aliases: number[] },
): Promise<number> {
  const [revived, ...others] = into.aliases;
  await tx.conversationAlias.deleteMany({ where: { id: { in: into.aliases } } });
  const messages = { conversationId: from.id, customerId: { in: into.messagesOf } };
  const real = await tx.message.findFirst({ where: { ...messages, sample: false }, select: { id: true } });
  const { id } = await tx.conversation.create({
    data: {
      ...(revived !== undefined && { id: revived }),
      channel: from.channel,
      businessNumberId: from.businessNumberId,
      customerId: into.customerId,
      ownerId: into.ownerId,
      lastMessageAt: from.lastMessageAt,
      handledUpTo: from.handledUpTo,
      doneUpTo: from.doneUpTo,
      sample: real === null,
    },
    select: { id: true },
  });
  for (const alias of others) {
    await tx.conversationAlias.create({ data: { id: alias, conversationId: id, ownerId: into.ownerId } });
  }
  const marks = await tx.readMark.findMany({ where: { conversationId: from.id } });
  await tx.readMark.createMany({ data: marks.map(({ userId, upTo }) => ({ userId, conversationId: id, upTo })) });
  await tx.message.updateMany({ where: messages, data: { conversationId: id } });
  return id;
}
