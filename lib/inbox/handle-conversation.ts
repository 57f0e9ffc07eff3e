import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordChange } from '@/lib/db/changes';
import { setHandled } from '@/lib/db/conversations';
import { database } from '@/lib/db/database';
import { recordAudit } from '@/lib/db/settings';

/** A new chat is no longer new. Throws `Refusal` `conversation_not_found`. */
export async function handleConversation(caller: Caller, conversationId: number, now = new Date()): Promise<void> {
  permit(caller, 'conversation.handle');
  await database().write(async (tx) => {
    if (!(await setHandled(tx, conversationId))) throw new Refusal('conversation_not_found');
    await recordChange(tx, 'conversation', { conversationId }, now);
    const subject = `conversation ${conversationId.toString()}`;
    await recordAudit(tx, { at: now, userId: caller.userId, action: 'conversation.handled', subject });
  });
}
