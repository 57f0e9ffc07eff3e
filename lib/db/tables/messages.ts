import * as z from 'zod';
import type { Kind } from '@/lib/messages/kind';
import type { Reader } from '@/lib/db/engine/database';
import { Prisma, type Message } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { insertsOf } from '@/lib/db/engine/insert-rows';
import { withMediaAndQuote, type MessageRow } from './hydrate-message';
import { inScope, inSight, type Scope, type Sight } from './scope';

/** All columns of a message but its id and quote: rows of one shape are written in one go and in their order. */
export type NewMessage = Omit<Message, 'id' | 'quotedMessageId'>;

/** A place in a thread: messages stand in order of sending, those of the same second in order of arrival. */
export type Place = { sentAt: Date; id: number };

/** A place as either engine gives it: a date may come as text. */
export const placeRow = z.object({
  id: z.coerce.number(),
  sentAt: z.union([z.date(), z.string().transform((text) => new Date(text))]),
});

const identified = z.array(z.object({ id: z.coerce.number(), identity: z.string() }));

/** The messages that some MOs are, by their identities, as far as they have been applied before. */
export async function findMessagesByIdentities(
  db: Reader | Tx,
  identities: string[],
): Promise<Map<string, { id: number; erasedAt: Date | null }>> {
  const rows = await db.message.findMany({
    where: { identity: { in: identities } },
    select: { id: true, identity: true, erasedAt: true },
  });
  return new Map(rows.map(({ identity, ...row }) => [identity, row]));
}

/** Adds messages and gives the id of each by its identity. Ids grow in the order that is given. */
export async function insertMessages(tx: Tx, messages: NewMessage[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const insert of insertsOf('Message', messages)) {
    const rows = await tx.$queryRaw`${insert} RETURNING "id", "identity"`;
    for (const { id, identity } of identified.parse(rows)) ids.set(identity, id);
  }
  return ids;
}

/** The same with what tells tombstones apart. */
export function listReferencedBy(tx: Tx, conversationIds: number[], hashes: string[]) {
  return tx.message.findMany({
    where: { conversationId: { in: conversationIds }, referenceHash: { in: hashes } },
    select: { id: true, conversationId: true, referenceHash: true, erasedAt: true },
  });
}

/** Messages of some conversations that have one of these references, by keyed hash. */
export function listReferenced(db: Reader | Tx, conversationIds: number[], hashes: string[]) {
  return db.message.findMany({
    where: { conversationId: { in: conversationIds }, referenceHash: { in: hashes } },
    select: { id: true, conversationId: true, sentAt: true, referenceHash: true },
  });
}

/** Messages of some conversations that quote one of these references, by keyed hash. */
export function listReplies(db: Reader | Tx, conversationIds: number[], hashes: string[]) {
  return db.message.findMany({
    where: { conversationId: { in: conversationIds }, contextHash: { in: hashes } },
    select: { id: true, conversationId: true, sentAt: true, contextHash: true, quotedMessageId: true },
  });
}

/** Links a reply to the message that it quotes. */
export async function setQuotedMessage(tx: Tx, id: number, quotedMessageId: number | null): Promise<void> {
  await tx.message.updateMany({ where: { id }, data: { quotedMessageId } });
}

/** Leaves of messages what a tombstone keeps: that it was there, its kind, its times, and keyed hashes. */
export async function eraseMessages(tx: Tx, ids: number[], erasedAt: Date): Promise<void> {
  await tx.message.updateMany({
    where: { id: { in: ids } },
    data: {
      content: null,
      text: null,
      reference: null,
      messageContext: null,
      contextHash: null,
      quotedMessageId: null,
      searchText: '',
      erasedAt,
    },
  });
}

/** One message with its file and what it quotes, or null when there is none in the scope. */
export function findMessage(db: Reader | Tx, id: number, scope: Scope): Promise<MessageRow | null> {
  return db.message.findUnique({ where: { id, conversation: inScope(scope) }, include: withMediaAndQuote });
}

/** Messages with their files and what they quote, in the order of the ids; unknown ids are left out. */
export async function findMessages(db: Reader, ids: number[]): Promise<MessageRow[]> {
  const rows = await db.message.findMany({ where: { id: { in: ids } }, include: withMediaAndQuote });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Up to `limit` messages of a thread before a place, nearest first; from the newest when there is no place. */
export function listOlder(
  db: Reader,
  conversationId: number,
  before: Place | null,
  limit: number,
): Promise<MessageRow[]> {
  return db.message.findMany({
    where: {
      conversationId,
      ...(before && {
        sentAt: { lte: before.sentAt },
        OR: [{ sentAt: { lt: before.sentAt } }, { id: { lt: before.id } }],
      }),
    },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include: withMediaAndQuote,
  });
}

/** Up to `limit` messages of a thread after a place, nearest first. */
export function listNewer(db: Reader, conversationId: number, after: Place, limit: number): Promise<MessageRow[]> {
  return db.message.findMany({
    where: {
      conversationId,
      sentAt: { gte: after.sentAt },
      OR: [{ sentAt: { gt: after.sentAt } }, { id: { gt: after.id } }],
    },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
    take: limit,
    include: withMediaAndQuote,
  });
}

/** Messages of one kind in all conversations, or in one, the newest first; tombstones left out. */
export function listByKind(
  db: Reader,
  kind: Kind,
  options: Sight & { before: Place | null; limit: number; conversationId?: number },
): Promise<MessageRow[]> {
  const { before, limit, conversationId } = options;
  return db.message.findMany({
    where: {
      kind,
      erasedAt: null,
      conversation: inSight(options),
      ...(conversationId !== undefined && { conversationId }),
      ...(before && {
        sentAt: { lte: before.sentAt },
        OR: [{ sentAt: { lt: before.sentAt } }, { id: { lt: before.id } }],
      }),
    },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include: withMediaAndQuote,
  });
}

/** From so many unread messages on, the first one by sending is near the beginning rather than among a few. */
const MANY_UNREAD = 500;

/** The place of the first message that arrived after the user's mark, or null when all is read. */
export async function findFirstUnread(db: Reader, conversationId: number, upTo: number): Promise<Place | null> {
  const unread = Prisma.sql`m."conversationId" = ${conversationId} AND m."direction" = 'MO' AND m."erasedAt" IS NULL`;
  const some = await db.$queryRaw<unknown[]>`
    SELECT 1 AS "one" FROM "Message" m WHERE ${unread} AND m."id" > ${upTo} LIMIT ${MANY_UNREAD}`;
  if (some.length === 0) return null;
  // Nothing can be looked up by a sum, so those are read in order of sending until one is unread.
  const id = some.length < MANY_UNREAD ? Prisma.sql`m."id"` : Prisma.sql`m."id" + 0`;
  const [first] = await db.$queryRaw<unknown[]>`
    SELECT m."id", m."sentAt" FROM "Message" m WHERE ${unread} AND ${id} > ${upTo}
    ORDER BY m."sentAt", m."id" LIMIT 1`;
  return placeRow.parse(first);
}

/** How many messages of each kind a conversation holds, tombstones left out. */
export async function countByKind(db: Reader, conversationId: number): Promise<Map<string, number>> {
  const groups = await db.message.groupBy({
    by: ['kind'],
    where: { conversationId, erasedAt: null },
    _count: { _all: true },
  });
  return new Map(groups.map((group) => [group.kind, group._count._all]));
}

/** When the first message of a conversation was sent. */
export async function firstSentAt(db: Reader, conversationId: number): Promise<Date | null> {
  const { _min } = await db.message.aggregate({ where: { conversationId }, _min: { sentAt: true } });
  return _min.sentAt;
}

/** Keyed hashes of everything that is quoted in a conversation. */
export async function listContexts(tx: Tx, conversationId: number): Promise<string[]> {
  const rows = await tx.message.findMany({
    where: { conversationId, contextHash: { not: null } },
    select: { contextHash: true },
    distinct: ['contextHash'],
  });
  return rows.flatMap((row) => row.contextHash ?? []);
}

/** Everything with a reference that customers sent and have not deleted, with what names its place. */
export async function listReferences(tx: Tx, customerId: number) {
  const rows = await tx.message.findMany({
    where: { conversation: { customerId }, reference: { not: null }, direction: 'MO' },
    select: { id: true, reference: true, conversation: { select: { id: true, channel: true, businessNumber: true } } },
  });
  return rows.map(({ id, reference, conversation }) => ({
    id,
    reference: reference ?? '',
    conversationId: conversation.id,
    channel: conversation.channel,
    businessNumber: conversation.businessNumber.number,
  }));
}

/** The customers whose messages a conversation holds, by what CM.com says alone; null: not noted. */
export async function listCustomersIn(tx: Tx, conversationId: number): Promise<(number | null)[]> {
  const rows = await tx.message.groupBy({ by: ['customerId'], where: { conversationId } });
  return rows.map(({ customerId }) => customerId);
}

/** Notes that the messages of one customer are another one's: CM.com says that both are the same person. */
export async function passMessages(tx: Tx, from: number, to: number): Promise<void> {
  await tx.message.updateMany({ where: { customerId: from }, data: { customerId: to } });
}

/** Of the latest MOs, samples left out: how many there are, up to a limit, and how many had the field messageContext. */
export async function countLatestWithContext(
  db: Reader,
  limit: number,
): Promise<{ messages: number; withContext: number }> {
  const rows = await db.message.findMany({
    where: { direction: 'MO', sample: false },
    orderBy: { id: 'desc' },
    take: limit,
    select: { contextSent: true },
  });
  return { messages: rows.length, withContext: rows.filter(({ contextSent }) => contextSent).length };
}

/** When the message of a scope came that came last, or null before the first. */
export async function lastArrivalIn(db: Reader, scope: Scope): Promise<Date | null> {
  const last = await db.conversation.findFirst({
    where: inScope(scope),
    orderBy: { lastArrivalId: 'desc' },
    select: { lastArrivalId: true },
  });
  const message = last && (await db.message.findUnique({ where: { id: last.lastArrivalId } }));
  return message?.receivedAt ?? null;
}
