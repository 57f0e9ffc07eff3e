import { readMarkOf, setChannel } from './conversations';
import type { Conversation } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';

/** Gives a conversation to another customer, who must have none on its channel and business number. */
export async function moveConversation(tx: Tx, id: number, customerId: number): Promise<void> {
  await tx.conversation.update({ where: { id }, data: { customerId } });
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
  const [channel] = both.map((conversation) => conversation.channel).sort();
  if (channel !== undefined) await setChannel(tx, into, channel);
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
