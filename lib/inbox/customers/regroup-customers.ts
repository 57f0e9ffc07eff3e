import { recordChange } from '@/lib/db/tables/changes';
import { findConversationByKey, listConversationsOf, type Conversation } from '@/lib/db/tables/conversations';
import { listAliases, moveConversation, splitConversation } from '@/lib/db/tables/merge-conversations';
import { setCountsAs } from '@/lib/db/tables/customers';
import { listStanding } from '@/lib/db/tables/declarations';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { listCustomersIn } from '@/lib/db/tables/messages';
import { groupBy } from '@/lib/messages/group-by';
import { groupCustomers } from './group-customers';
import { joinConversations } from './join-conversations';
import { settleConversation } from './settle-conversation';

/**
 * Puts every message of these customers where CM.com's word and the declarations that stand want it, after either has
 * changed. Conversations that are joined answer to all their ids; one that comes apart gets its old id back.
 * `customerIds` must hold everybody whom declarations joined to any of them; `goneId` has conversations but is nobody any more.
 */
export async function regroupCustomers(tx: Tx, customerIds: number[], now: Date, goneId?: number): Promise<void> {
  const countsAs = groupCustomers(customerIds, await listStanding(tx, customerIds));
  for (const [countsAsId, members] of groupBy(customerIds, (id) => countsAs.get(id) ?? id)) {
    await setCountsAs(tx, members, members.length > 1 ? countsAsId : null);
  }
  const holders = goneId === undefined ? customerIds : [...customerIds, goneId];
  for (const conversation of await listConversationsOf(tx, holders)) {
    const ownerId = conversation.ownerId ?? conversation.customerId;
    const present = (await listCustomersIn(tx, conversation.id)).map((id) => id ?? ownerId);
    const parts = groupBy(present.length === 0 ? [ownerId] : present, (id) => countsAs.get(id) ?? id);
    const ownersPart = countsAs.get(ownerId) ?? ownerId;
    const keptBy = parts.has(ownersPart) ? ownersPart : [...parts.keys()][0];
    if (keptBy === undefined) continue;
    parts.delete(keptBy);
    await give(tx, conversation, keptBy, now);
    if (parts.size > 0) await split(tx, conversation, parts, countsAs, now);
  }
}

/** Gives a conversation to a customer, or makes it part of the one that this customer has there already. */
async function give(tx: Tx, conversation: Conversation, customerId: number, now: Date): Promise<void> {
  if (conversation.customerId === customerId) return;
  const { id, channel, businessNumberId } = conversation;
  const target = await findConversationByKey(tx, { channel, businessNumberId, customerId });
  if (target) return joinConversations(tx, id, target.id, now);
  await moveConversation(tx, id, customerId);
  await recordChange(tx, 'moved', { conversationId: id }, now);
}

/** Takes out of a conversation what belongs to others. */
async function split(
  tx: Tx,
  conversation: Conversation,
  parts: Map<number, number[]>,
  countsAs: Map<number, number>,
  now: Date,
): Promise<void> {
  const aliases = await listAliases(tx, conversation.id);
  for (const [customerId, messagesOf] of parts) {
    const theirs = aliases.filter(({ ownerId }) => ownerId !== null && countsAs.get(ownerId) === customerId);
    const ownerId = theirs[0]?.ownerId ?? messagesOf[0] ?? customerId;
    const into = { customerId, ownerId, messagesOf, aliases: theirs.map(({ id }) => id) };
    const id = await splitConversation(tx, conversation, into);
    await settleConversation(tx, id);
    await recordChange(tx, 'moved', { conversationId: id }, now);
  }
  await settleConversation(tx, conversation.id);
  await recordChange(tx, 'moved', { conversationId: conversation.id }, now);
}
