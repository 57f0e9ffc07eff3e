import type { Message } from '@/lib/messages/message';

import { isVisibleText } from './visible-text';

/** The words of a message that can be copied, or null. */
export function textOf(message: Message): string | null {
  const text = message.text ?? (message.kind === 'text' && message.content !== null ? message.content.text : null);
  return isVisibleText(text) ? text : null;
}

export function copyMessageText(message: Message): void {
  const text = textOf(message);
  if (text !== null) void navigator.clipboard.writeText(text);
}

export function copyMessageLink({ id, conversationId }: Message): void {
  const path = `/conversations/${encodeURIComponent(conversationId)}?message=${encodeURIComponent(id)}`;
  void navigator.clipboard.writeText(window.location.origin + path);
}
