import type { MediaType } from '@/lib/messages/kinds/media';
import type { Reader } from '@/lib/db/engine/database';
import { Prisma } from '@/lib/db/engine/client';
import type { Place } from './messages';
import { inSightSql, type Sight } from './scope';

/** Which files: of some types, of one month (UTC), with a folded text in them or in their customer's name, of one conversation. */
export type MediaFilter = Sight & {
  types?: MediaType[] | undefined;
  month?: { from: Date; to: Date } | undefined;
  folded?: string | undefined;
  conversationId?: number | undefined;
};

/** Ids of messages with files, the newest first. */
export async function listMediaMessages(
  db: Reader,
  filter: MediaFilter,
  { before, limit }: { before: Place | null; limit: number },
): Promise<number[]> {
  const place = before
    ? Prisma.sql`AND m."sentAt" <= ${before.sentAt} AND (m."sentAt" < ${before.sentAt} OR m."id" < ${before.id})`
    : Prisma.empty;
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT m."id" ${fromWhere(filter)} ${place} ORDER BY m."sentAt" DESC, m."id" DESC LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

/** How many there are of each month, the newest first. */
export async function countMediaByMonth(db: Reader, filter: MediaFilter): Promise<{ month: string; count: number }[]> {
  const rows = await db.$queryRaw<{ month: string; count: bigint | number }[]>`
    SELECT substr(CAST(m."sentAt" AS TEXT), 1, 7) AS "month", COUNT(*) AS "count" ${fromWhere(filter)}
    GROUP BY 1 ORDER BY 1 DESC`;
  return rows.map(({ month, count }) => ({ month, count: Number(count) }));
}

/** How many there are of each type. */
export async function countMediaByType(db: Reader, filter: MediaFilter): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ type: string; count: bigint | number }[]>`
    SELECT f."mediaType" AS "type", COUNT(*) AS "count" ${fromWhere(filter)} GROUP BY 1`;
  return new Map(rows.map(({ type, count }) => [type, Number(count)]));
}

function fromWhere({ types, month, folded, conversationId, ...sight }: MediaFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`m."kind" = 'media' AND m."erasedAt" IS NULL AND ${inSightSql(sight)}`,
    ...(types ? [Prisma.sql`f."mediaType" IN (${Prisma.join(types)})`] : []),
    ...(month ? [Prisma.sql`m."sentAt" >= ${month.from} AND m."sentAt" < ${month.to}`] : []),
    ...(conversationId === undefined ? [] : [Prisma.sql`m."conversationId" = ${conversationId}`]),
    ...(folded === undefined || folded === '' ? [] : [holds(folded)]),
  ];
  return Prisma.sql`
    FROM "Media" f JOIN "Message" m ON m."id" = f."messageId" JOIN "Conversation" c ON c."id" = m."conversationId"
    WHERE ${Prisma.join(conditions, ' AND ')}`;
}

function holds(folded: string): Prisma.Sql {
  const pattern = `%${folded.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return Prisma.sql`(m."searchText" LIKE ${pattern} ESCAPE '\\' OR EXISTS (
    SELECT 1 FROM "Customer" k WHERE k."id" = c."customerId" AND k."searchText" LIKE ${pattern} ESCAPE '\\'))`;
}
