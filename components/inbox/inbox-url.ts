import type { ConversationView } from '@/lib/client/conversation-queries';

/** What the address says of the list: which view, and what is searched for. */
export type InboxAddress = { view: ConversationView; q: string };

export function readInboxAddress(search: { get: (name: string) => string | null }): InboxAddress {
  const view = search.get('view');
  return { view: view === 'unread' || view === 'new' ? view : 'all', q: search.get('q') ?? '' };
}

/** The address of the inbox, or of a conversation in it, that keeps the list as it is. */
export function inboxHref(
  { view, q }: InboxAddress,
  open: { conversationId?: string; messageId?: string } = {},
): string {
  const search = new URLSearchParams();
  if (view !== 'all') search.set('view', view);
  if (q !== '') search.set('q', q);
  if (open.messageId !== undefined) search.set('message', open.messageId);
  const path = open.conversationId === undefined ? '/' : `/conversations/${encodeURIComponent(open.conversationId)}`;
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
