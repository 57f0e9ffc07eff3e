import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordChange } from '@/lib/db/tables/changes';
import { resolveConversation, setDone } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import { recordAudit } from '@/lib/db/tables/audit';

/**
 * Puts a conversation away for everybody until the next message arrives, or takes it back. `upTo` is the latest arrival that
 * the caller had seen: with a later one the conversation stays. Throws `Refusal` `conversation_not_found`.
 */
export async function putAway(
  caller: Caller,
  id: number,
  done: boolean,
  upTo?: number,
  now = new Date(),
): Promise<void> {
  permit(caller, 'conversation.handle');
  await database().write(async (tx) => {
    const conversationId = await resolveConversation(tx, id, caller.scope);
    if (conversationId === null) throw new Refusal('conversation_not_found');
    await setDone(tx, conversationId, done, upTo);
    await recordChange(tx, 'conversation', { conversationId }, now);
    const subject = `conversation ${conversationId.toString()}`;
    const action = done ? 'conversation.done' : 'conversation.reopened';
    await recordAudit(tx, caller, { at: now, action, subject });
  });
}
