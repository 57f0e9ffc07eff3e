import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordAudit } from '@/lib/db/tables/audit';
import { recordChange } from '@/lib/db/tables/changes';
import { lastInboundOf, resolveConversation, setReadMark } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import { findMessage } from '@/lib/db/tables/messages';

/**
 * Marks unread, for the caller alone, a message and all that arrived after it; without a message the newest one of the
 * customer. Throws `Refusal` `conversation_not_found` or `message_not_found`.
 */
export async function markUnread(
  caller: Caller,
  id: number,
  messageId: number | undefined,
  now = new Date(),
): Promise<void> {
  permit(caller, 'conversation.mark');
  const { userId, scope } = caller;
  await database().write(async (tx) => {
    const conversationId = await resolveConversation(tx, id, scope);
    if (conversationId === null) throw new Refusal('conversation_not_found');
    const first = messageId ?? (await lastInboundOf(tx, conversationId));
    if (messageId !== undefined && (await findMessage(tx, messageId, scope))?.conversationId !== conversationId)
      throw new Refusal('message_not_found');
    if (first === 0) return;
    await setReadMark(tx, userId, conversationId, first - 1);
    await recordChange(tx, 'read', { conversationId, userId }, now);
    const subject = `conversation ${conversationId.toString()}`;
    await recordAudit(tx, caller, { at: now, action: 'conversation.marked-unread', subject });
  });
}
