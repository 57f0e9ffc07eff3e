import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { findConversationRow, listConversationRows } from '@/lib/db/tables/conversation-rows';
import { listSpellings, resolveConversation } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import type { Conversation } from '@/lib/messages/conversation';
import { foldText } from '@/lib/messages/fold-text';
import type { Page } from '@/lib/messages/page';
import { sharedDigits } from '@/lib/messages/shared-digits';
import { readIdCursor } from '@/lib/inbox/reading/cursor';
import { hydrateConversations } from '@/lib/inbox/reading/hydrate-conversations';

type Wanted = { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined };

/**
 * Conversations of the customers whom the customer of this one may be declared to be: identified, and of the same channel
 * and business number. The latest arrival first. Throws `Refusal` `conversation_not_found`.
 */
export async function listCandidates(caller: Caller, id: number, wanted: Wanted = {}): Promise<Page<Conversation>> {
  permit(caller, 'customer.declare');
  const { q = '', cursor, limit = 50 } = wanted;
  const { reader } = database();
  const conversationId = await resolveConversation(reader, id, caller.scope);
  const conversation = conversationId === null ? null : await findConversationRow(reader, conversationId);
  if (!conversation) throw new Refusal('conversation_not_found');
  const digits = sharedDigits(q);
  const rows = await listConversationRows(reader, caller.userId, {
    scope: caller.scope,
    view: 'any',
    name: foldText(q),
    ...(digits !== undefined && { digits }),
    channels: await listSpellings(reader, conversation.channel),
    businessNumber: conversation.businessNumber.number,
    identifiedBut: conversation.customerId,
    before: cursor === undefined ? null : readIdCursor(cursor),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    items: await hydrateConversations(reader, caller, page),
    nextCursor: rows.length > limit ? (page.at(-1)?.lastArrivalId.toString() ?? null) : null,
  };
}
