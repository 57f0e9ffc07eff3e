import type { Tx } from '@/lib/db/engine/grouped-writer';

/** Deletes sample messages with all that hangs on them, and what is empty without them. */
export async function removeSampleRows(
  tx: Tx,
): Promise<{ messages: number; files: string[]; leftConversations: number[]; leftGroups: number[] }> {
  const ofSample = { message: { sample: true } };
  const files = await tx.media.findMany({
    where: { ...ofSample, fileName: { not: null } },
    select: { fileName: true },
  });
  const deliveries = await tx.messageSource.findMany({ where: ofSample, select: { deliveryId: true } });
  const touched = await tx.message.findMany({
    where: { sample: true },
    select: { conversationId: true },
    distinct: ['conversationId'],
  });
  const touchedIds = touched.map((message) => message.conversationId);

  const { count } = await tx.message.deleteMany({ where: { sample: true } });
  await tx.delivery.deleteMany({
    where: { id: { in: deliveries.map((source) => source.deliveryId) }, sources: { none: {} } },
  });
  await tx.conversation.deleteMany({ where: { id: { in: touchedIds }, messages: { none: {} } } });
  const leftGroups = await removeEmptyCustomers(tx);
  await tx.businessNumber.deleteMany({ where: { label: null, conversations: { none: {} } } });
  const left = await tx.conversation.findMany({ where: { id: { in: touchedIds } }, select: { id: true } });
  return {
    messages: count,
    files: files.flatMap((media) => media.fileName ?? []),
    leftConversations: left.map((conversation) => conversation.id),
    leftGroups,
  };
}

/** Deletes customers who have written nothing. Gives those with whom declarations had joined them. */
async function removeEmptyCustomers(tx: Tx): Promise<number[]> {
  const empty = await tx.$queryRaw<{ id: number; countsAsId: number | null }[]>`
    SELECT k."id", k."countsAsId" FROM "Customer" k
    WHERE NOT EXISTS (SELECT 1 FROM "Conversation" c WHERE c."customerId" = k."id")
      AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."customerId" = k."id")`;
  await tx.customer.deleteMany({ where: { id: { in: empty.map(({ id }) => id) } } });
  return [...new Set(empty.flatMap(({ countsAsId }) => countsAsId ?? []))];
}
