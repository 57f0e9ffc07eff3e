import type { ConversationFilter, ConversationView } from '@/lib/client/conversation-queries';
import { isKind } from '@/lib/messages/kinds';

/** What the address says of the list: which conversations, and what is searched for. */
export type InboxAddress = ConversationFilter & { q: string };

const views: ConversationView[] = ['all', 'unread', 'new', 'done'];

export function readInboxAddress(search: { get: (name: string) => string | null }): InboxAddress {
  const read = (name: string) => search.get(name) ?? '';
  const kind = read('kind');
  const [number, after, before] = [read('number'), read('after'), read('before')];
  return {
    view: views.find((view) => view === read('view')) ?? 'all',
    q: read('q'),
    ...(number !== '' && { businessNumber: number }),
    ...(isKind(kind) && { kind }),
    ...(isDay(after) && { after }),
    ...(isDay(before) && { before }),
  };
}

/** The address of the inbox, or of a conversation in it, that keeps the list as it is. */
export function inboxHref(address: InboxAddress, open: { conversationId?: string; messageId?: string } = {}): string {
  const search = new URLSearchParams();
  const { view, q, businessNumber = '', kind = '', after = '', before = '' } = address;
  const named = { view: view === 'all' ? '' : view, q, number: businessNumber, kind, after, before };
  for (const [name, value] of Object.entries(named)) if (value !== '') search.set(name, value);
  if (open.messageId !== undefined) search.set('message', open.messageId);
  const path = open.conversationId === undefined ? '/' : `/conversations/${encodeURIComponent(open.conversationId)}`;
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** Whether fewer conversations are shown than the view has. */
export function isNarrowed({ businessNumber, kind, after, before }: InboxAddress): boolean {
  return [businessNumber, kind, after, before].some((value) => value !== undefined);
}

/** A day of the calendar: dates of a browser go on from 31 February to 3 March. */
function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(value);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
