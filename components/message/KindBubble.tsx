import type { ComponentType } from 'react';

import type { Kind } from '@/lib/messages/kind';
import type { MessageOf } from '@/lib/messages/message';

import { bubbles } from '../bubbles';

/** The content of a message, drawn by the bubble of its kind. */
export function KindBubble<K extends Kind>({ message }: { message: MessageOf<K> }) {
  const Bubble: ComponentType<{ message: MessageOf<K> }> = bubbles[message.kind];
  return <Bubble message={message} />;
}
