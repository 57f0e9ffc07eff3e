import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordAudit } from '@/lib/db/tables/audit';
import { recordChange } from '@/lib/db/tables/changes';
import { lastArrivalOf, moveReadMark, resolveConversation } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import { findMessage } from '@/lib/db/tables/messages';

/**
 * Marks read, for the caller alone, all that had arrived in a conversation when this message arrived; without a message all
 * of it. Throws `Refusal` `conversation_not_found` or `message_not_found`.
 */
export async function markRead(
  caller: Caller,
  id: number,
  messageId: number | undefined,
  now = new Date(),
): Promise<void> {
  permit(caller, 'conversation.mark');
  await database().write(async (tx) => {
    const conversationId = await resolveConversation(tx, id, caller.scope);
    if (conversationId === null) throw new Refusal('conversation_not_found');
    if (messageId !== undefined && (await findMessage(tx, messageId, caller.scope))?.conversationId !== conversationId)
      throw new Refusal('message_not_found');
    const upTo = messageId ?? (await lastArrivalOf(tx, conversationId));
    const moved = await moveReadMark(tx, caller.userId, conversationId, upTo);
    if (!moved) return;
    await recordChange(tx, 'read', { conversationId, userId: caller.userId }, now);
    const subject = `conversation ${conversationId.toString()}`;
    await recordAudit(tx, caller, { at: now, action: 'conversation.read', subject });
  });
}
