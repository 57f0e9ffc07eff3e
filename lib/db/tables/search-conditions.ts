import type { Kind } from '@/lib/messages/kind';
import type { Has, Is } from '@/lib/messages/search-operators';
import { LINK_MARK, SKU_MARK } from '@/lib/messages/search-text-of';
import { sharedDigits } from '@/lib/messages/shared-digits';
import { Prisma } from '@/lib/db/engine/client';
import type { Database } from '@/lib/db/engine/database';
import { holdsText, holdsTextUnindexed } from '@/lib/db/engine/holds-text';
import { inSightSql, type Sight } from './scope';

/** What is looked for. Texts are folded; every condition must hold. */
export type MessageFilter = {
  userId: string;
  sight: Sight;
  words: string[];
  without: string[];
  /** Parts of the customer's name or number. */
  from: string[];
  withoutFrom: string[];
  /** Null: all. */
  businessNumberIds: number[] | null;
  withoutBusinessNumberIds: number[];
  skus: string[];
  withoutSkus: string[];
  kinds: Kind[];
  withoutKinds: Kind[];
  has: Has[];
  withoutHas: Has[];
  is: Is[];
  withoutIs: Is[];
  after: Date | null;
  before: Date | null;
  conversationId: number | null;
};

/** The customers, joined ones included, whose name or numbers hold all of some words. */
export function customersHolding(db: Database, words: string[]): Prisma.Sql {
  return Prisma.sql`SELECT COALESCE(k."countsAsId", k."id") FROM "Customer" k
    WHERE ${all(words.map((word) => holdsNumberToo(db, Prisma.sql`k."searchText"`, word)))}`;
}

/** The conditions of a filter on a message `m` and its conversation `c`, except for its words. */
export function conditionsOf(db: Database, filter: MessageFilter, from: number[] | null): Prisma.Sql[] {
  const text = Prisma.sql`m."searchText"`;
  return [
    Prisma.sql`m."erasedAt" IS NULL`,
    inSightSql(filter.sight),
    ...sentWithin(filter),
    ...(filter.from.length > 0
      ? [
          from
            ? Prisma.sql`c."id" IN (${Prisma.join(from)})`
            : Prisma.sql`c."customerId" IN (${customersHolding(db, filter.from)})`,
        ]
      : []),
    ...filter.withoutFrom.map((name) => Prisma.sql`c."customerId" NOT IN (${customersHolding(db, [name])})`),
    ...(filter.kinds.length > 0 ? [Prisma.sql`m."kind" IN (${Prisma.join(filter.kinds)})`] : []),
    ...(filter.withoutKinds.length > 0 ? [Prisma.sql`m."kind" NOT IN (${Prisma.join(filter.withoutKinds)})`] : []),
    ...filter.without.map((word) => Prisma.sql`NOT (${holdsTextUnindexed(db, text, word)})`),
    ...filter.skus.map((sku) => holdsText(db, text, SKU_MARK + sku)),
    ...filter.withoutSkus.map((sku) => Prisma.sql`NOT (${holdsTextUnindexed(db, text, SKU_MARK + sku)})`),
    ...(filter.businessNumberIds
      ? [Prisma.sql`c."businessNumberId" IN (${Prisma.join(filter.businessNumberIds)})`]
      : []),
    ...(filter.withoutBusinessNumberIds.length > 0
      ? [Prisma.sql`c."businessNumberId" NOT IN (${Prisma.join(filter.withoutBusinessNumberIds)})`]
      : []),
    ...filter.has.map((what) => has(db, what)),
    ...filter.withoutHas.map((what) => Prisma.sql`NOT ${has(db, what)}`),
    ...filter.is.map((state) => is(state, filter.userId)),
    ...filter.withoutIs.map((state) => Prisma.sql`NOT ${is(state, filter.userId)}`),
  ];
}

function has(db: Database, what: Has): Prisma.Sql {
  const text = Prisma.sql`m."searchText"`;
  if (what === 'link') return Prisma.sql`(${holdsTextUnindexed(db, text, LINK_MARK)})`;
  const type = what === 'media' ? Prisma.empty : Prisma.sql`AND d."mediaType" = ${what}`;
  return Prisma.sql`EXISTS (SELECT 1 FROM "Media" d WHERE d."messageId" = m."id" ${type})`;
}

function is(state: Is, userId: string): Prisma.Sql {
  if (state === 'new') return Prisma.sql`(c."newChat" = ${true})`;
  if (state === 'done') return Prisma.sql`(c."doneUpTo" >= c."lastArrivalId")`;
  return Prisma.sql`(m."direction" = 'MO' AND m."id" > COALESCE((SELECT r."upTo" FROM "ReadMark" r
    WHERE r."userId" = ${userId} AND r."conversationId" = m."conversationId"), 0))`;
}

/** The dates of a filter as conditions. */
export function sentWithin({ after, before }: MessageFilter): Prisma.Sql[] {
  return [
    ...(after ? [Prisma.sql`m."sentAt" >= ${after}`] : []),
    ...(before ? [Prisma.sql`m."sentAt" < ${before}`] : []),
  ];
}

/** Joins conditions with AND. */
export function all(conditions: Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`1 = 1` : Prisma.join(conditions, ' AND ');
}

/** As people write numbers, with signs, national or international: what all spellings share is looked for. */
function holdsNumberToo(db: Database, column: Prisma.Sql, word: string): Prisma.Sql {
  const digits = sharedDigits(word);
  const plain = holdsText(db, column, word);
  return digits === undefined ? plain : Prisma.sql`(${plain} OR ${holdsText(db, column, digits)})`;
}
