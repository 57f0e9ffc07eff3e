import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import type { Kind } from '@/lib/messages/kind';

import { ask } from './ask';

export type ConversationView = 'all' | 'unread' | 'new' | 'done' | 'blocked';

/** Which conversations: of a view, and of those only what fits. Days are of the calendar, such as `2026-01-31`, and begin where the browser is. */
export type ConversationFilter = {
  view: ConversationView;
  q?: string;
  businessNumber?: string;
  kind?: Kind;
  after?: string;
  before?: string;
};

const firstPage: string | null = null;

/** Conversations, the latest arrival first. */
export function conversationsQuery(filter: ConversationFilter) {
  return infiniteQueryOptions({
    queryKey: ['conversations', Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))],
    queryFn: ({ pageParam, signal }) => ask('conversations', conversationsPath(filter, pageParam), { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Where a page of conversations is read. */
export function conversationsPath(filter: ConversationFilter, cursor: string | null): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== '') search.set(name, value);
  if (search.has('after') || search.has('before')) search.set('zone', ownZone());
  if (cursor !== null) search.set('cursor', cursor);
  return `/api/conversations?${search.toString()}`;
}

/** One conversation. */
export function conversationQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['conversation', conversationId],
    queryFn: ({ signal }) => ask('conversation', conversationPath(conversationId), { signal }),
  });
}

/** What the details pane tells of a conversation. */
export function conversationDetailsQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['conversation-details', conversationId],
    queryFn: ({ signal }) => ask('conversationDetails', `${conversationPath(conversationId)}/details`, { signal }),
  });
}

/** Conversations of those whom the customer of this one may be declared to be, whose name or number holds `q`. */
export function candidatesQuery({ conversationId, q }: { conversationId: string; q: string }) {
  return infiniteQueryOptions({
    queryKey: ['candidates', conversationId, q],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ q });
      if (pageParam !== null) search.set('cursor', pageParam);
      return ask('candidates', `${conversationPath(conversationId)}/candidates?${search.toString()}`, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What could be written at a place in a search. */
export function suggestionsQuery(q: string, at: number) {
  return queryOptions({
    queryKey: ['suggestions', q, at],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ q, at: String(at) });
      return ask('suggestions', `/api/search/suggestions?${search.toString()}`, { signal });
    },
    staleTime: 30_000,
    retry: false,
  });
}

/** The messages of one conversation that a search finds, newest first. Days in it are those of this browser. */
export function findQuery(conversationId: string, q: string) {
  return queryOptions({
    queryKey: findKey(conversationId, q),
    // Each search begins at what is there then.
    gcTime: 0,
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ q, zone: ownZone() });
      return ask('foundInConversation', `${conversationPath(conversationId)}/find?${search.toString()}`, { signal });
    },
  });
}

/** The key of what is found in a conversation; without words it stands for all searches there. */
export function findKey(conversationId: string, q?: string) {
  return q === undefined ? ['find', conversationId] : ['find', conversationId, q];
}

/** Messages that a search finds, newest first. Days in it are those of this browser. */
export function searchQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ['search', q],
    staleTime: Infinity,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ q, zone: ownZone() });
      if (pageParam !== null) search.set('cursor', pageParam);
      return ask('search', `/api/search?${search.toString()}`, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** All messages of a kind over all conversations, newest first. */
export function messagesOfKindQuery(kind: 'media' | 'location' | 'order') {
  return infiniteQueryOptions({
    queryKey: ['messages-of-kind', kind],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ kind });
      if (pageParam !== null) search.set('cursor', pageParam);
      return ask('messagesOfKind', `/api/messages?${search.toString()}`, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Where this browser is, an IANA name. */
function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The path of a conversation in the API. */
export function conversationPath(conversationId: string): string {
  return `/api/conversations/${encodeURIComponent(conversationId)}`;
}
