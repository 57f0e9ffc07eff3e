import type { InfiniteData, QueryClient } from '@tanstack/react-query';

import type { Conversation } from '@/lib/messages/conversation';
import type { Page } from '@/lib/messages/page';

import { ask } from './ask';
import { conversationPath, conversationsPath, type ConversationFilter } from './conversation-queries';
import { putPages } from './put-pages';

type Pages = InfiniteData<Page<Conversation>, string | null>;

/** More changes than this are not worth asking for one by one. */
const mostAlone = 20;

/**
 * Brings the loaded conversation lists up to date after changes in some conversations. A list that was scrolled far has
 * many pages: only the first is asked for again, and what changed further down by itself.
 */
export async function refreshConversations(queryClient: QueryClient, changedIds: string[]): Promise<void> {
  const queries = queryClient.getQueryCache().findAll({ queryKey: ['conversations'] });
  await Promise.all(
    queries.map(async (query) => {
      const { queryKey } = query;
      const pages = queryClient.getQueryData<Pages>(queryKey);
      const [, filter] = queryKey;
      const isShort = pages === undefined || pages.pages.length < 3;
      if (isShort || !query.isActive() || changedIds.length > mostAlone || !isFilter(filter)) {
        await queryClient.invalidateQueries({ queryKey, exact: true });
        return;
      }
      const first = await ask('conversations', conversationsPath(filter, null));
      const below = changedIds.filter((id) => !first.items.some((item) => item.id === id) && holds(pages, id));
      const changed = await Promise.all(below.map((id) => ask('conversation', conversationPath(id)).catch(() => null)));
      await putPages<Pages>(queryClient, query, (now) => mergeFirstPage(now, first, changed, filter));
    }),
  );
}

/** The pages with a new first page: what it holds stands nowhere else, and what changed below is replaced or leaves. */
export function mergeFirstPage(
  { pages, pageParams }: Pages,
  first: Page<Conversation>,
  changed: (Conversation | null)[],
  filter: ConversationFilter,
): Pages {
  const inFirst = new Set(first.items.map(({ id }) => id));
  const anew = new Map(
    changed.flatMap((conversation) => (conversation === null ? [] : [[conversation.id, conversation]])),
  );
  const [old, ...rest] = pages.map((page) => ({
    ...page,
    items: page.items
      .filter(({ id }) => !inFirst.has(id))
      .map((conversation) => anew.get(conversation.id) ?? conversation)
      .filter((conversation) => !anew.has(conversation.id) || belongsTo(conversation, filter)),
  }));
  // What the new first page pushed out of the old one follows it.
  const merged = { items: [...first.items, ...(old?.items ?? [])], nextCursor: old?.nextCursor ?? null };
  return { pages: [merged, ...rest], pageParams };
}

function belongsTo({ unread, newChat, done }: Conversation, { view, q }: ConversationFilter): boolean {
  if (view === 'unread') return unread > 0;
  if (view === 'new') return newChat;
  // A search by name looks at what is put away too.
  return view === 'done' ? done : !done || (q ?? '') !== '';
}

function holds({ pages }: Pages, id: string): boolean {
  return pages.some((page) => page.items.some((item) => item.id === id));
}

function isFilter(value: unknown): value is ConversationFilter {
  return typeof value === 'object' && value !== null && 'view' in value;
}
