import { permit, type Caller } from '@/lib/access/caller';
import { findConversationRow } from '@/lib/db/tables/conversation-rows';
import { resolveConversation } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import { readRowId } from '@/lib/access/row-id';
import type { Conversation } from '@/lib/messages/conversation';
import { hydrateConversations } from './hydrate-conversations';

/** One conversation as the caller sees it, or null. One that has become part of another answers as that other one. */
export async function findConversation(caller: Caller, id: string | number): Promise<Conversation | null> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const named = readRowId(id.toString());
  const resolved = named === null ? null : await resolveConversation(reader, named, caller.scope);
  const row = resolved === null ? null : await findConversationRow(reader, resolved);
  if (!row) return null;
  const [conversation] = await hydrateConversations(reader, caller, [row]);
  return conversation ?? null;
}
