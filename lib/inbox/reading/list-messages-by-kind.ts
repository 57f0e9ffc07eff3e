import { permit, type Caller } from '@/lib/access/caller';
import { findConversationRows } from '@/lib/db/tables/conversation-rows';
import { database } from '@/lib/db/engine/database';
import { hydrateMessage } from '@/lib/db/tables/hydrate-message';
import { listByKind } from '@/lib/db/tables/messages';
import { previewWords } from './preview-words';
import type { Conversation } from '@/lib/messages/conversation';
import type { Kind } from '@/lib/messages/kind';
import type { Message } from '@/lib/messages/message';
import type { Page } from '@/lib/messages/page';
import { placeCursor, readPlaceCursor } from './cursor';
import { hydrateConversations } from './hydrate-conversations';

/** Messages of one kind over all conversations, the newest first; tombstones are left out. */
export async function listMessagesByKind(
  caller: Caller,
  { kind, cursor, limit = 50 }: { kind: Kind; cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<{ message: Message; conversation: Conversation }>> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const before = cursor === undefined ? null : readPlaceCursor(cursor);
  const rows = await listByKind(reader, kind, { scope: caller.scope, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const ids = [...new Set(page.map((row) => row.conversationId))];
  const conversations = await hydrateConversations(reader, caller, await findConversationRows(reader, ids));
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  const last = page.at(-1);
  return {
    items: page.flatMap((row) => {
      const message = hydrateMessage(row, previewWords);
      const conversation = byId.get(message.conversationId);
      return conversation ? [{ message, conversation }] : [];
    }),
    nextCursor: rows.length > limit && last ? placeCursor(last) : null,
  };
}
