import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordChange } from '@/lib/db/tables/changes';
import { resolveConversation, setHandled } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import { recordAudit } from '@/lib/db/tables/audit';

/**
 * A new chat is no longer new. `upTo` is the latest arrival that the caller had seen: a later welcome request makes it new
 * all the same. Throws `Refusal` `conversation_not_found`.
 */
export async function handleConversation(caller: Caller, id: number, upTo?: number, now = new Date()): Promise<void> {
  permit(caller, 'conversation.handle');
  await database().write(async (tx) => {
    const conversationId = await resolveConversation(tx, id, caller.scope);
    if (conversationId === null) throw new Refusal('conversation_not_found');
    await setHandled(tx, conversationId, upTo);
    await recordChange(tx, 'conversation', { conversationId }, now);
    const subject = `conversation ${conversationId.toString()}`;
    await recordAudit(tx, caller, { at: now, action: 'conversation.handled', subject });
  });
}
