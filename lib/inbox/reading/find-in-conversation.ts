import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { resolveConversation } from '@/lib/db/tables/conversations';
import { database } from '@/lib/db/engine/database';
import { searchMessages } from '@/lib/db/tables/search-messages';
import { parseQuery, type Hint } from '@/lib/messages/search-query';
import { filterOf } from './search-inbox';

/** So many are counted exactly. */
const MOST = 1000;

/**
 * Everything in one conversation that a query describes, the newest first; `more`: there is more than is named. `words` are
 * those that the messages hold, folded.
 */
type FoundInConversation = { messageIds: string[]; more: boolean; words: string[]; hints: Hint[] };

/** Finds messages of one conversation, to step through. Throws `Refusal` `conversation_not_found`. */
export async function findInConversation(
  caller: Caller,
  id: number,
  { q, zone, signal }: { q: string; zone?: string | undefined; signal?: AbortSignal | undefined },
): Promise<FoundInConversation> {
  permit(caller, 'inbox.read');
  const conversationId = await resolveConversation(database().reader, id, caller.scope);
  if (conversationId === null) throw new Refusal('conversation_not_found');
  const query = parseQuery(q);
  const filter = await filterOf(caller, query, { conversationId, zone });
  const { words, hints } = query;
  if (!filter) return { messageIds: [], more: false, words, hints };
  const { places, next } = await searchMessages(database(), filter, { before: null, limit: MOST, signal });
  return { messageIds: places.map(({ id: found }) => found.toString()), more: next !== null, words, hints };
}
