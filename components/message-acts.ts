import type { Message } from '@/lib/messages/message';

import { isVisibleText } from './visible-text';

/** The words of a message that can be copied, or null. */
export function textOf(message: Message): string | null {
  const text = message.text ?? (message.kind === 'text' && message.content !== null ? message.content.text : null);
  return isVisibleText(text) ? text : null;
}

export function copyMessageText(message: Message): void {
  const text = textOf(message);
  if (text !== null) copy(text);
}

export function copyMessageLink({ id, conversationId }: Message): void {
  const path = `/conversations/${encodeURIComponent(conversationId)}?message=${encodeURIComponent(id)}`;
  copy(window.location.origin + path);
}

// A browser may forbid it; then the clipboard stays as it was.
function copy(text: string): void {
  navigator.clipboard.writeText(text).catch(() => {});
}
