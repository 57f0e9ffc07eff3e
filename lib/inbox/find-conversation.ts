import { permit, type Caller } from '@/lib/access/caller';
import { findConversationRow } from '@/lib/db/conversations';
import { database } from '@/lib/db/database';
import type { Conversation } from '@/lib/messages/conversation';
import { hydrateConversations } from './hydrate-conversations';

/** One conversation as the caller sees it, or null. */
export async function findConversation(caller: Caller, id: string | number): Promise<Conversation | null> {
  permit(caller, 'inbox.read');
  if (!/^[1-9]\d{0,14}$/.test(id.toString())) return null;
  const { reader } = database();
  const row = await findConversationRow(reader, Number(id));
  if (!row) return null;
  const [conversation] = await hydrateConversations(reader, caller, [row]);
  return conversation ?? null;
}
