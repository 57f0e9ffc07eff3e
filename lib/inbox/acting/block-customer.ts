import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordAudit } from '@/lib/db/tables/audit';
import { recordChange } from '@/lib/db/tables/changes';
import { findConversationRow } from '@/lib/db/tables/conversation-rows';
import { resolveConversation } from '@/lib/db/tables/conversations';
import { setBlocked } from '@/lib/db/tables/customers';
import { database } from '@/lib/db/engine/database';

/**
 * Blocks the customer of a conversation, or lets them be heard again. What a blocked customer sends is kept, and left out
 * of lists, counts, search and the live stream. Throws `Refusal` `conversation_not_found`.
 */
export async function blockCustomer(caller: Caller, id: number, block: boolean, now = new Date()): Promise<void> {
  permit(caller, 'customer.block');
  await database().write(async (tx) => {
    const resolved = await resolveConversation(tx, id, caller.scope);
    const conversation = resolved === null ? null : await findConversationRow(tx, resolved);
    if (!conversation) throw new Refusal('conversation_not_found');
    await setBlocked(tx, conversation.customerId, block ? now : null);
    // Lists and counts change for everybody, and nothing about a blocked conversation itself is told.
    await recordChange(tx, 'reset', {}, now);
    await recordAudit(tx, caller, {
      at: now,
      action: block ? 'customer.blocked' : 'customer.unblocked',
      subject: `customer ${conversation.customerId.toString()}`,
    });
  });
}
