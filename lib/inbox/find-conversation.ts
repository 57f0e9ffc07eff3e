import { permit, type Caller } from '@/lib/access/caller';
import { findConversationRow, resolveConversation } from '@/lib/db/conversations';
import { database } from '@/lib/db/database';
import type { Conversation } from '@/lib/messages/conversation';
import { hydrateConversations } from './hydrate-conversations';

/** One conversation as the caller sees it, or null. One that has become part of another answers as that other one. */
export async function findConversation(caller: Caller, id: string | number): Promise<Conversation | null> {
  permit(caller, 'inbox.read');
  if (!/^[1-9]\d{0,14}$/.test(id.toString())) return null;
  const { reader } = database();
  const resolved = await resolveConversation(reader, Number(id), caller.scope);
  const row = resolved === null ? null : await findConversationRow(reader, resolved);
  if (!row) return null;
  const [conversation] = await hydrateConversations(reader, caller, [row]);
  return conversation ?? null;
}
