import { recordChange } from '@/lib/db/changes';
import {
  findConversationByKey,
  listConversationsOf,
  mergeConversation,
  moveConversation,
  refreshConversation,
} from '@/lib/db/conversations';
import { absorbCustomer, type Customer } from '@/lib/db/customers';
import type { Tx } from '@/lib/db/grouped-writer';
import { listContexts, setQuotedMessage, listByContext, listByReference } from '@/lib/db/messages';
import { chooseQuoted } from '@/lib/messages/quoted';

/**
 * Two customers turn out to be one person: two conversations on one channel and business number become one, and both ids
 * go on answering.
 */
export async function joinCustomers(tx: Tx, kept: Customer, dropped: Customer, now: Date): Promise<Customer> {
  for (const conversation of await listConversationsOf(tx, dropped.id)) {
    const { channel, businessNumberId } = conversation;
    const target = await findConversationByKey(tx, { channel, businessNumberId, customerId: kept.id });
    if (!target) {
      await moveConversation(tx, conversation.id, kept.id);
      continue;
    }
    await mergeConversation(tx, conversation.id, target.id);
    await relinkQuotes(tx, target.id);
    await refreshConversation(tx, target.id);
    await recordChange(tx, 'moved', { conversationId: conversation.id }, now);
  }
  return absorbCustomer(tx, kept, dropped);
}

async function relinkQuotes(tx: Tx, conversationId: number): Promise<void> {
  for (const contextHash of await listContexts(tx, conversationId)) {
    const candidates = await listByReference(tx, conversationId, contextHash);
    for (const reply of await listByContext(tx, conversationId, contextHash)) {
      const quoted = chooseQuoted(candidates, reply);
      if (quoted && quoted.id !== reply.quotedMessageId) await setQuotedMessage(tx, reply.id, quoted.id);
    }
  }
}
