import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { findConversationRows } from '@/lib/db/tables/conversation-rows';
import { resolveConversation } from '@/lib/db/tables/conversations';
import { listBusinessNumbers } from '@/lib/db/tables/customers';
import { database } from '@/lib/db/engine/database';
import { hydrateMessage } from '@/lib/db/tables/hydrate-message';
import { findMessages } from '@/lib/db/tables/messages';
import type { MessageFilter } from '@/lib/db/tables/search-conditions';
import { searchMessages } from '@/lib/db/tables/search-messages';
import type { Conversation } from '@/lib/messages/conversation';
import { isErased } from '@/lib/messages/erased';
import { foldText } from '@/lib/messages/fold-text';
import type { Message, PresentMessage } from '@/lib/messages/message';
import type { Page } from '@/lib/messages/page';
import { previewOf } from '@/lib/messages/preview-of';
import { isBlank, parseQuery, type Hint, type SearchQuery } from '@/lib/messages/search-query';
import { searchTextOf } from '@/lib/messages/search-text-of';
import { sharedDigits } from '@/lib/messages/shared-digits';
import { snippetOf, type Snippet } from '@/lib/messages/snippet';
import { placeCursor, readPlaceCursor } from './cursor';
import { hydrateConversations } from './hydrate-conversations';
import { previewWords } from './preview-words';
import { startOfDay } from './start-of-day';

export type Hit = {
  message: Message;
  conversation: Conversation;
  /** `ranges` mark the hits in `text`, as UTF-16 offsets. */
  snippet: Snippet;
};

/** What was found, and what of the query was not understood. */
export type Found = Page<Hit> & { hints: Hint[] };

type Wanted = {
  q: string;
  /** In this conversation alone. */
  conversationId?: number | undefined;
  /** In which days are meant, an IANA name. */
  zone?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
  /** Somebody who goes away is not looked on for. */
  signal?: AbortSignal | undefined;
};

/**
 * Messages that a query describes, the newest first. A blank query finds nothing. A page may be short before the end:
 * looking takes its time without a word of three letters, and the cursor goes on. Throws `Refusal`
 * `conversation_not_found`.
 */
export async function searchInbox(caller: Caller, wanted: Wanted): Promise<Found> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const { limit = 50, cursor, signal } = wanted;
  const query = parseQuery(wanted.q);
  const filter = await filterOf(caller, query, { ...wanted, conversationId: await conversationOf(caller, wanted) });
  if (!filter) return { items: [], nextCursor: null, hints: query.hints };
  const before = cursor === undefined ? null : readPlaceCursor(cursor);
  const { places, next } = await searchMessages(database(), filter, { before, limit, signal });
  const rows = await findMessages(
    reader,
    places.map(({ id }) => id),
  );
  const conversationIds = [...new Set(rows.map((row) => row.conversationId))];
  const conversations = await hydrateConversations(reader, caller, await findConversationRows(reader, conversationIds));
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  const words = [...query.words, ...query.skus];
  return {
    items: rows.flatMap((row) => {
      const message = hydrateMessage(row, previewWords);
      const conversation = byId.get(message.conversationId);
      if (!conversation || isErased(message)) return [];
      return { message, conversation, snippet: snippetOfMessage(message, words) };
    }),
    nextCursor: next && placeCursor(next),
    hints: query.hints,
  };
}

/** What a message says round the first hit; its preview when it says nothing, as a voice message does. */
function snippetOfMessage(message: PresentMessage, words: readonly string[]): Snippet {
  const snippet = snippetOf(searchTextOf(message), words);
  return snippet.text === '' ? { text: previewOf(message, previewWords), ranges: [] } : snippet;
}

async function conversationOf({ scope }: Caller, { conversationId }: Wanted): Promise<number | undefined> {
  if (conversationId === undefined) return undefined;
  const resolved = await resolveConversation(database().reader, conversationId, scope);
  if (resolved === null) throw new Refusal('conversation_not_found');
  return resolved;
}

/** What a query asks of storage, or null when nothing can be found. */
export async function filterOf(
  caller: Caller,
  query: SearchQuery,
  { conversationId, zone = 'UTC' }: { conversationId?: number | undefined; zone?: string | undefined },
  now = new Date(),
): Promise<MessageFilter | null> {
  if (isBlank(query)) return null;
  const businessNumberIds = query.numbers.length === 0 ? null : await businessNumbersOf(caller, query.numbers);
  if (businessNumberIds?.length === 0) return null;
  const { words, without, from, withoutFrom, skus, withoutSkus, kinds, withoutKinds } = query;
  const { has, withoutHas, is, withoutIs } = query;
  const withoutNumbers = query.withoutNumbers.map((text) => businessNumbersOf(caller, [text]));
  return {
    userId: caller.userId,
    sight: { scope: caller.scope, blocked: conversationId === undefined ? 'hidden' : 'shown' },
    ...{ words, without, from, withoutFrom, skus, withoutSkus, kinds, withoutKinds, businessNumberIds },
    ...{ has, withoutHas, is, withoutIs },
    withoutBusinessNumberIds: (await Promise.all(withoutNumbers)).flat(),
    after: query.after && startOfDay(query.after, zone, now),
    before: query.before && startOfDay(query.before, zone, now),
    conversationId: conversationId ?? null,
  };
}

/** Those whose number or label holds all of the folded texts. */
async function businessNumbersOf({ scope }: Caller, texts: string[]): Promise<number[]> {
  const known = await listBusinessNumbers(database().reader, scope);
  const holds = (text: string, label: string, number: string) => {
    const digits = sharedDigits(text);
    return label.includes(text) || (digits !== undefined && number.includes(digits));
  };
  return known
    .filter(({ number, label }) => texts.every((text) => holds(text, foldText(label ?? ''), number)))
    .map(({ id }) => id);
}
