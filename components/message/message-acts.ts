import { isErased } from '@/lib/messages/erased';
import type { Message } from '@/lib/messages/message';
import { piecesOf } from '@/lib/messages/pieces-of';

import { isVisibleText } from '@/lib/messages/visible-text';

/** The words of a message that can be copied: its text, else all that can be read in it; or null. */
export function textOf(message: Message): string | null {
  if (isErased(message)) return null;
  if (isVisibleText(message.text)) return message.text;
  const pieces = piecesOf(message).filter(isVisibleText);
  return pieces.length > 0 ? pieces.join('\n') : null;
}

/** Where a message stands. */
export function linkTo({ id, conversationId }: Message): string {
  const path = `/conversations/${encodeURIComponent(conversationId)}?message=${encodeURIComponent(id)}`;
  return window.location.origin + path;
}
