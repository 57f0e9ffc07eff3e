import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';

import type { Message } from '@/lib/messages/message';

import { tell } from './ask';
import { conversationPath } from './conversation-queries';
import { makeReadMarker } from './read-marker';

/** Marks read, for this user, what had arrived when the latest of the visible messages arrived. */
export function useMarkRead(conversationId: string, visible: Message[], mayMark: boolean): void {
  const queryClient = useQueryClient();
  const isPageVisible = useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible',
    () => false,
  );
  const marker = useMemo(
    () =>
      makeReadMarker(async (messageId) => {
        await tell(`${conversationPath(conversationId)}/read`, { method: 'POST', body: { messageId } });
        // Whether what is shown of it is up to date now does not change that it is marked.
        for (const key of ['counts', 'conversations', 'conversation'])
          queryClient.invalidateQueries({ queryKey: [key] }).catch(() => {});
      }),
    [conversationId, queryClient],
  );
  const seen = mayMark && isPageVisible ? visible.map(({ id }) => id).join(' ') : '';
  useEffect(() => marker.see(seen === '' ? [] : seen.split(' ')), [marker, seen]);
  useEffect(() => () => marker.see([]), [marker]);
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
