import { refreshConversation } from '@/lib/db/tables/conversations';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { listContexts } from '@/lib/db/tables/messages';
import { linkQuotes } from '@/lib/db/tables/link-quotes';

/** Links the quotes of a conversation whose messages are others than before, and recomputes what the list shows. */
export async function settleConversation(tx: Tx, conversationId: number): Promise<void> {
  const contexts = await listContexts(tx, conversationId);
  await linkQuotes(
    tx,
    contexts.map((hash) => ({ conversationId, hash })),
  );
  await refreshConversation(tx, conversationId);
}
