import { recordChange } from '@/lib/db/changes';
import {
  findConversationByKey,
  listConversationsOf,
  mergeConversation,
  moveConversation,
  refreshConversation,
} from '@/lib/db/conversations';
import { absorbCustomer, type KnownCustomer } from '@/lib/db/customers';
import type { Tx } from '@/lib/db/grouped-writer';
import { listContexts } from '@/lib/db/messages';
import { linkQuotes } from './link-quotes';

/**
 * Two customers turn out to be one person: two conversations on one channel and business number become one, and both ids
 * go on answering.
 */
export async function joinCustomers(
  tx: Tx,
  kept: KnownCustomer,
  dropped: KnownCustomer,
  now: Date,
): Promise<KnownCustomer> {
  for (const conversation of await listConversationsOf(tx, [dropped.customer.id])) {
    const { channel, businessNumberId } = conversation;
    const target = await findConversationByKey(tx, { channel, businessNumberId, customerId: kept.customer.id });
    if (!target) {
      await moveConversation(tx, conversation.id, kept.customer.id);
      continue;
    }
    await mergeConversation(tx, conversation.id, target.id);
    await linkQuotes(tx, [target.id], await listContexts(tx, target.id));
    await refreshConversation(tx, target.id);
    await recordChange(tx, 'moved', { conversationId: conversation.id }, now);
  }
  const customer = await absorbCustomer(tx, kept.customer, dropped.customer);
  return { customer, keys: [...kept.keys, ...dropped.keys] };
}
