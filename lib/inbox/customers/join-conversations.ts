import { recordChange } from '@/lib/db/tables/changes';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { mergeConversation } from '@/lib/db/tables/merge-conversations';
import { settleConversation } from './settle-conversation';

/** Makes one conversation a part of another, which then answers to both ids. */
export async function joinConversations(tx: Tx, from: number, into: number, now: Date): Promise<void> {
  await mergeConversation(tx, from, into);
  await settleConversation(tx, into);
  await recordChange(tx, 'moved', { conversationId: from }, now);
}
