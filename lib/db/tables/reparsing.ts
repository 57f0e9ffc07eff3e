import type { Reader } from '@/lib/db/engine/database';
import type { Conversation, Media, Prisma } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';

export type MessageUpdate = Prisma.MessageUncheckedUpdateManyInput;
export type { Media };

/** Deliveries after one id and up to another that have been read before, with their bytes, in order of arrival. */
export function listReadDeliveries(db: Reader, { after, upTo }: { after: number; upTo: number }, limit: number) {
  return db.delivery.findMany({
    where: { id: { gt: after, lte: upTo }, state: { not: 'received' } },
    orderBy: { id: 'asc' },
    take: limit,
    include: { passingOn: { select: { deliveryId: true } } },
  });
}

export type ReadDelivery = Awaited<ReturnType<typeof listReadDeliveries>>[number];

const withPlace = { media: true, conversation: { include: { businessNumber: true } } } as const;
export type PlacedMessage = Prisma.MessageGetPayload<{ include: typeof withPlace }>;

/** One message as it stands, with its file and whose conversation it is in. */
export type Carried = { deliveryId: number; position: number; isFirst: boolean; message: PlacedMessage };

/** The messages that some deliveries carried. `isFirst`: no earlier delivery carried the same message. */
export async function listCarried(db: Reader | Tx, deliveryIds: number[]): Promise<Carried[]> {
  const sources = await db.messageSource.findMany({ where: { deliveryId: { in: deliveryIds } } });
  const ids = { in: [...new Set(sources.map(({ messageId }) => messageId))] };
  const messages = await db.message.findMany({ where: { id: ids }, include: withPlace });
  const byId = new Map(messages.map((message) => [message.id, message]));
  const first = new Map<number, string>();
  // Not ordered by the database: Prisma splits a long list only where nothing is.
  const carriedBy = await db.messageSource.findMany({ where: { messageId: ids } });
  carriedBy.sort((one, other) => one.deliveryId - other.deliveryId || one.position - other.position);
  for (const { messageId, deliveryId, position } of carriedBy) {
    if (!first.has(messageId)) first.set(messageId, `${deliveryId.toString()} ${position.toString()}`);
  }
  return sources.flatMap(({ messageId, deliveryId, position }) => {
    const message = byId.get(messageId);
    const isFirst = first.get(messageId) === `${deliveryId.toString()} ${position.toString()}`;
    return message ? [{ deliveryId, position, isFirst, message }] : [];
  });
}

/** A message by its identity, with its file and whose conversation it is in, or null. */
export function findPlacedMessage(tx: Tx, identity: string): Promise<PlacedMessage | null> {
  return tx.message.findUnique({ where: { identity }, include: withPlace });
}

/** Writes what a message says now, unless it has been erased in the meantime. */
export async function updateMessage(tx: Tx, id: number, data: MessageUpdate): Promise<void> {
  await tx.message.updateMany({ where: { id, erasedAt: null }, data });
}

/** Makes a message the one that MOs of this identity are. */
export async function setIdentity(tx: Tx, id: number, identity: string): Promise<void> {
  await tx.message.updateMany({ where: { id, identity: { not: identity } }, data: { identity } });
}

/** Where a message is now, and whose it is. */
export function findPlace(tx: Tx, id: number): Promise<{ conversationId: number; customerId: number | null }> {
  return tx.message.findUniqueOrThrow({ where: { id }, select: { conversationId: true, customerId: true } });
}

/** Notes whose message it is by what CM.com says. */
export async function setCustomer(tx: Tx, id: number, customerId: number): Promise<void> {
  await tx.message.update({ where: { id }, data: { customerId } });
}

/** The file of a message, or null. */
export function findMediaOf(tx: Tx, messageId: number): Promise<Media | null> {
  return tx.media.findUnique({ where: { messageId } });
}

/** Whether no earlier delivery, or earlier place in this one, carried the message. */
export async function isFirstSource(
  tx: Tx,
  source: { messageId: number; deliveryId: number; position: number },
): Promise<boolean> {
  const { messageId, deliveryId, position } = source;
  const earlier = { OR: [{ deliveryId: { lt: deliveryId } }, { deliveryId, position: { lt: position } }] };
  return (await tx.messageSource.findFirst({ where: { messageId, ...earlier } })) === null;
}

/** Forgets that a delivery carried a message, and gives whether another one did. */
export async function removeSource(
  tx: Tx,
  source: { messageId: number; deliveryId: number; position: number },
): Promise<boolean> {
  await tx.messageSource.deleteMany({ where: source });
  return (await tx.messageSource.count({ where: { messageId: source.messageId } })) > 0;
}

/** Removes a message that was none. Gives the name of its copy in the store, which goes after the commit. */
export async function removeMessage(tx: Tx, id: number): Promise<string | null> {
  const media = await tx.media.findUnique({ where: { messageId: id } });
  await tx.message.delete({ where: { id } });
  return media?.fileName ?? null;
}

/** Gives everything that hangs on one message to another. Gives the names of copies in the store that must go. */
export async function mergeMessage(tx: Tx, from: PlacedMessage, into: PlacedMessage): Promise<string[]> {
  const sources = await tx.messageSource.findMany({ where: { messageId: from.id } });
  for (const { deliveryId, position } of sources) {
    const source = { messageId: into.id, deliveryId, position };
    await tx.messageSource.upsert({
      where: { messageId_deliveryId_position: source },
      create: source,
      update: {},
    });
  }
  await tx.message.updateMany({ where: { quotedMessageId: from.id }, data: { quotedMessageId: into.id } });
  const [kept, dropped] = moreCertain(into.media, from.media);
  if (dropped) await tx.media.delete({ where: { id: dropped.id } });
  if (kept) await tx.media.update({ where: { id: kept.id }, data: { messageId: into.id } });
  await tx.message.delete({ where: { id: from.id } });
  return dropped?.fileName ? [dropped.fileName] : [];
}

/** Of two rows for one file the one whose end is known: a deletion counts for both. */
function moreCertain(one: Media | null, other: Media | null): [Media | null, Media | null] {
  const order = ['deleted', 'erasing', 'stored', 'pending', 'unavailable', 'blocked'];
  const rank = (media: Media | null) => (media ? order.indexOf(media.state) : order.length);
  return rank(other) < rank(one) ? [other, one] : [one, other];
}

/** Changes what is said of a file, its address and its state included. */
export async function updateMedia(tx: Tx, id: number, data: Prisma.MediaUncheckedUpdateManyInput): Promise<void> {
  await tx.media.updateMany({ where: { id }, data });
}

/** Moves a message into another conversation. What a user has not read stays unread. */
export async function moveMessage(
  tx: Tx,
  message: { id: number; conversationId: number },
  into: { id: number },
): Promise<void> {
  const { id, conversationId: from } = message;
  const isNew = (await tx.message.count({ where: { conversationId: into.id } })) === 0;
  const marks = await tx.readMark.findMany({ where: { conversationId: { in: [from, into.id] } } });
  if (isNew) {
    const { handledUpTo } = await tx.conversation.findUniqueOrThrow({ where: { id: from } });
    await tx.conversation.update({ where: { id: into.id }, data: { handledUpTo } });
    await tx.readMark.createMany({ data: marks.map((mark) => ({ ...mark, conversationId: into.id })) });
  } else {
    const readBefore = new Set(marks.filter((mark) => mark.conversationId === from && mark.upTo >= id).map(userOf));
    for (const mark of marks.filter((each) => each.conversationId === into.id && each.upTo >= id)) {
      if (readBefore.has(userOf(mark))) continue;
      await tx.readMark.updateMany({
        where: { userId: mark.userId, conversationId: into.id },
        data: { upTo: id - 1 },
      });
    }
  }
  await tx.message.update({ where: { id }, data: { conversationId: into.id } });
}

function userOf({ userId }: { userId: string }): string {
  return userId;
}

/** Whether there is any message in a conversation. */
export async function isEmpty(tx: Tx, conversationId: number): Promise<boolean> {
  return (await tx.message.findFirst({ where: { conversationId }, select: { id: true } })) === null;
}

/** Removes a conversation without messages. */
export async function removeConversation(tx: Tx, id: number): Promise<void> {
  await tx.conversation.delete({ where: { id } });
}

/** Removes a customer of whom nothing is left and of whom nobody has declared anything. Gives false when there is still something. */
export async function removeIdleCustomer(tx: Tx, id: number): Promise<boolean> {
  if (await tx.message.findFirst({ where: { customerId: id }, select: { id: true } })) return false;
  const undeclared = { declared: { none: {} }, declaredUpon: { none: {} } };
  const { count } = await tx.customer.deleteMany({ where: { id, conversations: { none: {} }, ...undeclared } });
  return count === 1;
}

/** Notes what reading a delivery again came to; `reason` null: there is no problem. */
export async function setProblem(tx: Tx, id: number, reason: string | null): Promise<void> {
  await tx.delivery.updateMany({ where: { id }, data: { state: reason === null ? 'applied' : 'problem', reason } });
}

/** Conversations after one id and up to another. */
export function listConversationsAfter(
  db: Reader,
  { after, upTo }: { after: number; upTo: number },
  limit: number,
): Promise<Conversation[]> {
  return db.conversation.findMany({ where: { id: { gt: after, lte: upTo } }, orderBy: { id: 'asc' }, take: limit });
}

export type Outline = Awaited<ReturnType<typeof listOutlines>>[number];

/** What decides about quotes, order and new chats of all messages in some conversations, in order of sending. */
export function listOutlines(db: Reader, conversationIds: number[]) {
  return db.message.findMany({
    where: { conversationId: { in: conversationIds } },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      conversationId: true,
      direction: true,
      kind: true,
      sentAt: true,
      erasedAt: true,
      referenceHash: true,
      contextHash: true,
      quotedMessageId: true,
    },
  });
}
