import { queryOptions } from '@tanstack/react-query';

import type { Message } from '@/lib/messages/message';

import type { ThreadAnswer } from './answers';
import { ask } from './ask';
import { conversationPath } from './conversation-queries';
import { isAtNewest, openWindow, type ThreadWindow } from './thread-window';

export type ThreadPlace = { cursor: string } | { after: string } | { around: string } | { newest: true };

export type ReadPage = (place: ThreadPlace, limit?: number) => Promise<ThreadAnswer>;

/** The loaded part of a thread, opened around `anchorId`, else at the first unread message, else at the newest. */
export function threadQuery(conversationId: string, anchorId: string | null) {
  return queryOptions({
    queryKey: threadKey(conversationId, anchorId),
    queryFn: ({ signal }) => openThread(pageReader(conversationId, signal), anchorId),
    staleTime: Infinity,
  });
}

/** The key under which a thread is kept; without an anchor it stands for all openings of the thread. */
export function threadKey(conversationId: string, anchorId?: string | null) {
  return anchorId === undefined ? ['thread', conversationId] : ['thread', conversationId, anchorId];
}

/** Opens a thread with whatever reads its pages: the API in the browser, the use case on the server. */
export async function openThread(readPage: ReadPage, anchorId: string | null): Promise<ThreadWindow> {
  const newest = await readPage({ newest: true });
  const firstUnreadId = newest.firstUnreadId ?? null;
  const wanted = anchorId ?? firstUnreadId;
  if (wanted === null || newest.items.some((message) => message.id === wanted))
    return openWindow(newest, firstUnreadId);
  return openWindow(await readPage({ around: wanted }), firstUnreadId);
}

/** Reads pages of a thread from the API. */
export function pageReader(conversationId: string, signal?: AbortSignal): ReadPage {
  return (place, limit = 50) => {
    const search = new URLSearchParams({ limit: String(limit) });
    if (!('newest' in place)) for (const [name, value] of Object.entries(place)) search.set(name, value);
    return ask('thread', `${conversationPath(conversationId)}/messages?${search.toString()}`, signal ? { signal } : {});
  };
}

/** What `catchUp` found: messages to merge, or a whole new window when too much has happened in between. */
export type CaughtUp = { messages: Message[] } | { window: ThreadWindow };

/** Messages that are asked for one by one after a burst; for more of them the loaded part is read anew. */
const mostAskedAlone = 20;

/**
 * Asks for what changed in a thread: everything new at its end when the end is loaded, and the named messages wherever
 * they are.
 */
export async function catchUp(window: ThreadWindow, changedIds: string[], readPage: ReadPage): Promise<CaughtUp> {
  let messages: Message[] = [];
  if (isAtNewest(window)) {
    const fresh = await readFromEnd(window.messages, readPage);
    if (fresh === null) return { window: openWindow(await readPage({ newest: true }), window.firstUnreadId) };
    messages = fresh;
  }
  if (changedIds.length > mostAskedAlone) return { messages: [...messages, ...(await readLoaded(window, readPage))] };
  const asked = new Set(messages.map((message) => message.id));
  for (const id of changedIds.filter((changed) => !asked.has(changed))) {
    const page = await readPage({ around: id }, 1).catch(() => null);
    if (page !== null) messages = [...messages, ...page.items.filter((message) => message.id === id)];
  }
  return { messages };
}

/** The loaded messages as they are now, from the last of them back to the first. */
async function readLoaded({ messages: [first, ...rest] }: ThreadWindow, readPage: ReadPage): Promise<Message[]> {
  if (first === undefined) return [];
  let page = await readPage({ around: (rest.at(-1) ?? first).id });
  let messages = page.items;
  while (page.nextCursor !== null && (page.items[0]?.sentAt ?? '') >= first.sentAt) {
    page = await readPage({ cursor: page.nextCursor });
    messages = [...page.items, ...messages];
  }
  return messages;
}

const mostPagesToCatchUp = 10;

/** Messages from the end of the thread back to the ones already here; null when there are too many between. */
async function readFromEnd(known: Message[], readPage: ReadPage): Promise<Message[] | null> {
  const ids = new Set(known.map((message) => message.id));
  let page = await readPage({ newest: true });
  let fresh = page.items;
  for (let pages = 1; pages < mostPagesToCatchUp; pages += 1) {
    if (ids.size === 0 || page.nextCursor === null || page.items.some((message) => ids.has(message.id))) return fresh;
    page = await readPage({ cursor: page.nextCursor });
    fresh = [...page.items, ...fresh];
  }
  return null;
}
