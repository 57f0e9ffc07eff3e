import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';

import type { Message } from '@/lib/messages/message';

import { tell } from './ask';
import { conversationPath } from './conversation-queries';

/** A message counts as seen after it has been in view for this many milliseconds. */
const seenAfter = 400;

/** Marks read, for this user, what had arrived when the latest of the visible messages arrived. */
export function useMarkRead(conversationId: string, visible: Message[], mayMark: boolean): void {
  const queryClient = useQueryClient();
  const isPageVisible = useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible',
    () => false,
  );
  const markedUpTo = useRef('');
  const latest = visible.reduce<Message | null>(
    (last, message) => (last === null || message.receivedAt >= last.receivedAt ? message : last),
    null,
  );
  const messageId = latest?.id ?? null;
  const receivedAt = latest?.receivedAt ?? '';

  useEffect(() => {
    if (!mayMark || messageId === null || !isPageVisible || receivedAt <= markedUpTo.current) return;
    const timer = setTimeout(() => {
      markedUpTo.current = receivedAt;
      tell(`${conversationPath(conversationId)}/read`, { method: 'POST', body: { messageId } })
        .then(() =>
          Promise.all(
            ['counts', 'conversations', 'conversation'].map((key) =>
              queryClient.invalidateQueries({ queryKey: [key] }),
            ),
          ),
        )
        // Not marked: the next message that comes into view tries again.
        .catch(() => {});
    }, seenAfter);
    return () => clearTimeout(timer);
  }, [conversationId, messageId, receivedAt, isPageVisible, mayMark, queryClient]);
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
