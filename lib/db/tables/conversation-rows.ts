import * as z from 'zod';
import type { Kind } from '@/lib/messages/kind';
import type { Database, Reader } from '@/lib/db/engine/database';
import { Prisma } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inSightSql, type Sight } from './scope';

const withPeople = { businessNumber: true, customer: true } as const;
export type ConversationRow = Prisma.ConversationGetPayload<{ include: typeof withPeople }>;

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
  channels?: string[];
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
  if (filter.channels) conditions.push(Prisma.sql`c."channel" IN (${Prisma.join(filter.channels)})`);
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

/** Put away, and nothing has arrived since. */
const isDone = Prisma.sql`c."doneUpTo" >= c."lastArrivalId"`;

function hasUnread(userId: string): Prisma.Sql {
  return Prisma.sql`c."lastInboundId" > COALESCE((
    SELECT r."upTo" FROM "ReadMark" r WHERE r."userId" = ${userId} AND r."conversationId" = c."id"), 0)`;
}

function contains(folded: string): string {
  return `%${folded.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
