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
  /** The first message that was unread when the thread was opened. */
  firstUnreadId: string | null;
  /** Whether the last messages came by themselves and were not scrolled to: only then may the view follow them. */
  isLive: boolean;
};

/** A window that holds one page. */
export function openWindow(page: ThreadAnswer, firstUnreadId: string | null): ThreadWindow {
  return {
    messages: page.items,
    olderCursor: page.nextCursor,
    newerCursor: page.previousCursor,
    firstUnreadId,
    isLive: false,
  };
}

/** The window with a page of older messages before it. */
export function prependPage(window: ThreadWindow, page: ThreadAnswer): ThreadWindow {
  const known = new Set(window.messages.map((message) => message.id));
  const older = page.items.filter((message) => !known.has(message.id));
  return { ...window, messages: [...older, ...window.messages], olderCursor: page.nextCursor };
}

/** The window with a page of newer messages after it. */
export function appendPage(window: ThreadWindow, page: ThreadAnswer): ThreadWindow {
  const known = new Set(window.messages.map((message) => message.id));
  const newer = page.items.filter((message) => !known.has(message.id));
  return { ...window, messages: [...window.messages, ...newer], newerCursor: page.previousCursor, isLive: false };
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
  return { ...window, messages: [...replaced, ...added].sort(byTime), isLive: window.newerCursor === null };
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
  if (window.olderCursor !== null && byTime(message, first) < 0) return false;
  return window.newerCursor === null || byTime(message, last) <= 0;
}

// A quote of a message repeats its words, so they go when the message is erased.
function forgetQuote(message: Message, erased: Set<string>): Message {
  const { quoted } = message;
  if (quoted?.state !== 'known' || !erased.has(quoted.messageId)) return message;
  return { ...message, quoted: { state: 'erased', messageId: quoted.messageId, kind: quoted.kind } };
}

// Messages sent in the same second stay in the order of their arrival; Array.sort is stable for the rest.
function byTime(a: Message, b: Message): number {
  return compare(a.sentAt, b.sentAt) || compare(a.receivedAt, b.receivedAt);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
