import { groupBy } from '@/lib/messages/group-by';
import { recordChange } from './changes';
import { refreshConversation } from './conversations';
import { Prisma, type Message } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inBatches, MOST_VALUES } from '@/lib/db/engine/in-batches';
import { findPlacedMessage, mergeMessage } from './reparsing';

type Place = Pick<Message, 'conversationId' | 'customerId' | 'referenceHash'>;

/** Prisma splits one long list of a condition, not two. */
const AT_ONCE = 400;

/** The tombstones that are of one message: they have one reference in one conversation and are one customer's. */
export function tombstonePlace({ conversationId, customerId, referenceHash }: Place): string {
  return JSON.stringify([conversationId, customerId, referenceHash]);
}

/** Tombstones in the conversations of these messages that have their references, in order of arrival. */
export async function listTombstones(tx: Tx, places: Pick<Place, 'conversationId' | 'referenceHash'>[]) {
  const found = new Map<number, Awaited<ReturnType<typeof ask>>[number]>();
  const ask = (batch: typeof places) =>
    tx.message.findMany({
      where: {
        conversationId: { in: [...new Set(batch.map(({ conversationId }) => conversationId))] },
        referenceHash: { in: batch.flatMap(({ referenceHash }) => referenceHash ?? []) },
        erasedAt: { not: null },
      },
      include: { media: { select: { url: true } } },
    });
  for (const batch of inBatches(places, AT_ONCE)) for (const row of await ask(batch)) found.set(row.id, row);
  return [...found.values()].sort((one, other) => one.id - other.id);
}

/** Ids of all messages that a customer has deleted. */
export async function listErasedOf(tx: Tx, customerId: number): Promise<number[]> {
  const rows = await tx.message.findMany({ where: { customerId, erasedAt: { not: null } }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/**
 * Leaves one tombstone of each message that some of these tombstones are of: CM.com may send a message again in another
 * body, with another address of its file for example. The tombstone that arrived first stays, and shows the kind and the
 * times of the copy that was sent first, so that the order of arrival changes nothing. Two that have different files at
 * CM.com to delete stay until one of the deletions is settled.
 */
export async function foldTombstones(tx: Tx, messageIds: number[], now: Date): Promise<void> {
  const rows = await tx.message.findMany({ where: { id: { in: messageIds }, referenceHash: { not: null } } });
  const changed = new Set<number>();
  for (const [kept, ...others] of groupBy(await listTombstones(tx, rows), tombstonePlace).values()) {
    if (!kept || others.length === 0) continue;
    const withoutFile = others.filter(({ media }) => !media);
    await foldTogether(tx, withoutFile, kept.id);
    const folded = [...withoutFile];
    for (const other of others.filter(({ media }) => media)) {
      if (kept.media && kept.media.url !== other.media?.url) continue;
      await foldWithFile(tx, other, kept);
      kept.media ??= other.media;
      folded.push(other);
    }
    if (folded.length === 0) continue;
    changed.add(kept.conversationId);
    const first = folded.reduce((one, other) => (isSentBefore(other, one) ? other : one));
    if (isSentBefore(first, kept)) await tx.message.update({ where: { id: kept.id }, data: shownOf(first) });
  }
  for (const conversationId of changed) {
    await refreshConversation(tx, conversationId);
    // A browser that shows a message that is gone now asks for the whole thread again.
    await recordChange(tx, 'moved', { conversationId }, now);
  }
}

/** Thousands may have one reference, so the number of statements does not grow with them. */
async function foldTogether(tx: Tx, others: Message[], keptId: number): Promise<void> {
  for (const batch of inBatches(others, MOST_VALUES)) {
    const ids = batch.map(({ id }) => id);
    await tx.$executeRaw`
      INSERT INTO "MessageSource" ("messageId", "deliveryId", "position")
      SELECT CAST(${keptId} AS INTEGER), s."deliveryId", s."position" FROM "MessageSource" s
      WHERE s."messageId" IN (${Prisma.join(ids)}) ON CONFLICT DO NOTHING`;
    await tx.message.updateMany({ where: { quotedMessageId: { in: ids } }, data: { quotedMessageId: keptId } });
    await tx.message.deleteMany({ where: { id: { in: ids } } });
  }
}

async function foldWithFile(tx: Tx, other: Message, kept: Message): Promise<void> {
  const [from, into] = [await findPlacedMessage(tx, other.identity), await findPlacedMessage(tx, kept.identity)];
  if (from && into) await mergeMessage(tx, from, into);
}

function isSentBefore(one: Message, other: Message): boolean {
  const difference = one.sentAt.getTime() - other.sentAt.getTime();
  return difference === 0 ? one.identity < other.identity : difference < 0;
}

function shownOf({ identity, kind, sentAt, metaReceivedAt }: Message) {
  return { identity, kind, sentAt, metaReceivedAt };
}
