import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { resolveConversation } from '@/lib/db/conversations';
import { database } from '@/lib/db/database';
import { hydrateMessage } from '@/lib/db/hydrate-message';
import { countByKind, firstSentAt, listByKind } from '@/lib/db/messages';
import { previewWords } from './preview-words';
import type { Kind } from '@/lib/messages/kind';
import type { Message } from '@/lib/messages/message';

const LATEST = 6;

/** How many messages of a kind there are in a conversation, and the latest of them. */
type Collection = { count: number; latest: Message[] };

export type ConversationDetails = {
  firstMessageAt: string | null;
  messages: number;
  media: Collection;
  places: Collection;
  orders: Collection;
};

/** What the details pane shows of a conversation. Throws `Refusal` `conversation_not_found`. */
export async function describeConversation(caller: Caller, id: number): Promise<ConversationDetails> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const conversationId = await resolveConversation(reader, id);
  if (conversationId === null) throw new Refusal('conversation_not_found');
  const counts = await countByKind(reader, conversationId);
  const collect = async (kind: Kind): Promise<Collection> => {
    const rows = await listByKind(reader, kind, { before: null, limit: LATEST, conversationId });
    return { count: counts.get(kind) ?? 0, latest: rows.map((row) => hydrateMessage(row, previewWords)) };
  };
  const [first, media, places, orders] = await Promise.all([
    firstSentAt(reader, conversationId),
    collect('media'),
    collect('location'),
    collect('order'),
  ]);
  return {
    firstMessageAt: first?.toISOString() ?? null,
    messages: [...counts.values()].reduce((sum, count) => sum + count, 0),
    media,
    places,
    orders,
  };
}
