import type { QueryClient } from '@tanstack/react-query';

import { placeOf } from './kept-places';
import { pageReader } from './thread-query';
import { openWindow, type ThreadWindow } from './thread-window';

/**
 * Asks anew for the part of each open thread that one looks at, after changes that nobody told of. Where one stands stays:
 * only messages round it are held then.
 */
export async function refreshThreads(queryClient: QueryClient): Promise<void> {
  const threads = queryClient.getQueriesData<ThreadWindow>({ queryKey: ['thread'] });
  await Promise.all(
    threads.map(async ([queryKey, window]) => {
      const [, conversationId] = queryKey;
      if (window === undefined || typeof conversationId !== 'string') {
        await queryClient.invalidateQueries({ queryKey });
        return;
      }
      const place = placeOf(conversationId) ?? (window.newerCursor === null ? null : middleOf(window));
      const page = await pageReader(conversationId)(place === null ? { newest: true } : { around: place });
      queryClient.setQueryData<ThreadWindow>(queryKey, (now) => {
        // Whoever has gone elsewhere meanwhile has what is there as it is now.
        const isElsewhere = now?.pages.every((held) => !window.pages.includes(held)) === true && now.pages.length > 0;
        if (now === undefined || isElsewhere) return now;
        return { ...openWindow(page, now.firstUnreadId), isLive: place === null };
      });
    }),
  );
}

function middleOf({ messages }: ThreadWindow): string | null {
  return messages[Math.floor(messages.length / 2)]?.id ?? null;
}
