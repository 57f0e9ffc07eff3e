import { isErased } from '@/lib/messages/erased';
import type { Message } from '@/lib/messages/message';

import type { ThreadAnswer } from './answers';

/** The part of a thread that is loaded: an unbroken run of messages, oldest first. */
export type ThreadWindow = {
  messages: Message[];
  /** Leads to older messages; null at the beginning of the thread. */
  olderCursor: string | null;
  /** Leads to newer messages; null at the end of the thread. */
  newerCursor: string | null;
  /** The pages that it was loaded by, oldest first: it is shortened by whole pages, whose cursors lead back to the rest. */
  pages: LoadedPage[];
  /** The first message that was unread when the thread was opened. */
  firstUnreadId: string | null;
  /** Whether the last messages came by themselves and were not scrolled to: only then may the view follow them. */
  isLive: boolean;
};

type LoadedPage = { firstId: string; lastId: string; olderCursor: string | null; newerCursor: string | null };

/** Messages that stay loaded while one scrolls on; what is farther away is let go and loaded again on the way back. */
export const mostHeld = 400;

/** A window that holds one page. */
export function openWindow(page: ThreadAnswer, firstUnreadId: string | null): ThreadWindow {
  return {
    messages: page.items,
    olderCursor: page.nextCursor,
    newerCursor: page.previousCursor,
    pages: loadedPage(page),
    firstUnreadId,
    isLive: false,
  };
}

/** The window with a page of older messages before it, and without the newest when it has become too long. */
export function prependPage(window: ThreadWindow, page: ThreadAnswer): ThreadWindow {
  const known = new Set(window.messages.map((message) => message.id));
  const items = page.items.filter((message) => !known.has(message.id));
  return dropNewest({
    ...window,
    messages: [...items, ...window.messages],
    olderCursor: page.nextCursor,
    pages: [...loadedPage({ ...page, items }), ...window.pages],
  });
}

/** The window with a page of newer messages after it, and without the oldest when it has become too long. */
export function appendPage(window: ThreadWindow, page: ThreadAnswer): ThreadWindow {
  const known = new Set(window.messages.map((message) => message.id));
  const items = page.items.filter((message) => !known.has(message.id));
  return dropOldest({
    ...window,
    messages: [...window.messages, ...items],
    newerCursor: page.previousCursor,
    pages: [...window.pages, ...loadedPage({ ...page, items })],
    isLive: false,
  });
}

function loadedPage({ items, nextCursor, previousCursor }: ThreadAnswer): LoadedPage[] {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ firstId: first.id, lastId: last.id, olderCursor: nextCursor, newerCursor: previousCursor }];
}

function dropNewest(window: ThreadWindow): ThreadWindow {
  const kept = window.pages.at(-2);
  const end = window.messages.findIndex(({ id }) => id === kept?.lastId) + 1;
  // Without a cursor nothing would lead back.
  if (kept === undefined || kept.newerCursor === null || end < mostHeld) return window;
  return dropNewest({
    ...window,
    messages: window.messages.slice(0, end),
    newerCursor: kept.newerCursor,
    pages: window.pages.slice(0, -1),
    isLive: false,
  });
}

function dropOldest(window: ThreadWindow): ThreadWindow {
  const kept = window.pages[1];
  const start = window.messages.findIndex(({ id }) => id === kept?.firstId);
  if (kept === undefined || kept.olderCursor === null || window.messages.length - start < mostHeld) return window;
  return dropOldest({
    ...window,
    messages: window.messages.slice(start),
    olderCursor: kept.olderCursor,
    pages: window.pages.slice(1),
  });
}

/**
 * The window with what has changed on the server: messages it holds are replaced, and others are put in their place by
 * time when that place is inside the window. Messages outside it stay away; scrolling there loads them.
 */
export function mergeMessages(window: ThreadWindow, changed: Message[]): ThreadWindow {
  const replacements = new Map(changed.map((message) => [message.id, message]));
  const known = new Set(window.messages.map((message) => message.id));
  const erased = new Set(changed.filter((message) => message.erasedAt !== null).map((message) => message.id));
  const replaced = window.messages.map((message) => forgetQuote(replacements.get(message.id) ?? message, erased));
  const added = changed.filter((message) => !known.has(message.id) && isInside(window, message));
  if (added.length === 0) return { ...window, messages: replaced };
  return { ...window, messages: [...replaced, ...added].sort(byPlace), isLive: window.newerCursor === null };
}

/** The window after a file was deleted, before the server tells of it. */
export function markMediaDeleted(window: ThreadWindow, mediaId: string, deletedAt: string): ThreadWindow {
  const messages = window.messages.map((message): Message => {
    if (isErased(message) || message.kind !== 'media' || message.content.mediaId !== mediaId) return message;
    return { ...message, content: { ...message.content, state: 'deleted', deletedAt } };
  });
  return { ...window, messages };
}

/** Whether the end of the thread is loaded. */
export function isAtNewest(window: ThreadWindow): boolean {
  return window.newerCursor === null;
}

function isInside(window: ThreadWindow, message: Message): boolean {
  const first = window.messages[0];
  const last = window.messages.at(-1);
  if (first === undefined || last === undefined) return true;
  if (window.olderCursor !== null && byPlace(message, first) < 0) return false;
  return window.newerCursor === null || byPlace(message, last) < 0;
}

// A quote of a message repeats its words, so they go when the message is erased.
function forgetQuote(message: Message, erased: Set<string>): Message {
  const { quoted } = message;
  if (quoted?.state !== 'known' || !erased.has(quoted.messageId)) return message;
  return { ...message, quoted: { state: 'erased', messageId: quoted.messageId, kind: quoted.kind } };
}

// In order of sending, those of the same second in order of arrival, which is the order of their ids: as the server's pages.
function byPlace(a: Message, b: Message): number {
  return Date.parse(a.sentAt) - Date.parse(b.sentAt) || Number(a.id) - Number(b.id);
}
