import { permit, type Caller } from '@/lib/access/caller';
import { findConversationRows } from '@/lib/db/conversations';
import { database } from '@/lib/db/database';
import { hydrateMessage } from '@/lib/db/hydrate-message';
import { findMessages, searchMessages } from '@/lib/db/messages';
import { previewWords } from './preview-words';
import type { Conversation } from '@/lib/messages/conversation';
import { isErased } from '@/lib/messages/erased';
import { foldText } from '@/lib/messages/fold-text';
import type { Message } from '@/lib/messages/message';
import type { Page } from '@/lib/messages/page';
import { searchTextOf } from '@/lib/messages/search-text-of';
import { snippetOf } from '@/lib/messages/snippet';
import { placeCursor, readPlaceCursor } from './cursor';
import { hydrateConversations } from './hydrate-conversations';

export type Hit = {
  message: Message;
  conversation: Conversation;
  /** `ranges` mark the hits in `text`, as UTF-16 offsets. */
  snippet: { text: string; ranges: [number, number][] };
};

/** Messages that hold the query in whatever carries meaning, the newest first. A blank query finds nothing. */
export async function searchInbox(
  caller: Caller,
  { q, cursor, limit = 50 }: { q: string; cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<Hit>> {
  permit(caller, 'inbox.read');
  const folded = foldText(q);
  if (folded === '') return { items: [], nextCursor: null };
  const { reader } = database();
  const before = cursor === undefined ? null : readPlaceCursor(cursor);
  const ids = await searchMessages(reader, folded, { scope: caller.scope, before, limit: limit + 1 });
  const rows = await findMessages(reader, ids.slice(0, limit));
  const conversationIds = [...new Set(rows.map((row) => row.conversationId))];
  const conversations = await hydrateConversations(reader, caller, await findConversationRows(reader, conversationIds));
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  const last = rows.at(-1);
  return {
    items: rows.flatMap((row) => {
      const message = hydrateMessage(row, previewWords);
      const conversation = byId.get(message.conversationId);
      if (!conversation || isErased(message)) return [];
      return { message, conversation, snippet: snippetOf(searchTextOf(message), q) };
    }),
    nextCursor: ids.length > limit && last ? placeCursor(last) : null,
  };
}
