import type { InfiniteData, QueryClient } from '@tanstack/react-query';

import type { Answers } from './answers';
import type { LiveChange } from './live-change';

type Pages = InfiniteData<Answers['search'], string | null>;

/**
 * Brings what searches found up to date without moving it under whoever reads it: what is erased goes at once, and what is
 * new makes them stale until somebody asks for it.
 */
export async function refreshSearches(queryClient: QueryClient, changes: LiveChange[]): Promise<void> {
  const queryKey = ['search'];
  const erased = new Set(changes.flatMap(({ type, messageId }) => (type === 'erased' ? (messageId ?? []) : [])));
  if (erased.size > 0) queryClient.setQueriesData<Pages>({ queryKey }, (now) => now && without(now, erased));
  await Promise.all(
    queryClient.getQueriesData<Pages>({ queryKey }).map(([key, pages]) => {
      // Of what is on its way nobody knows whether it was read before the change; and nothing stands there yet to move.
      const isSettled = queryClient.getQueryState(key)?.fetchStatus === 'idle';
      const isEmpty = pages?.pages.every(({ items }) => items.length === 0) ?? true;
      const refetchType = isSettled && !isEmpty ? 'none' : 'active';
      return queryClient.invalidateQueries({ queryKey: key, exact: true, refetchType });
    }),
  );
}

function without({ pages, pageParams }: Pages, erased: Set<string>): Pages {
  return {
    pages: pages.map((page) => ({ ...page, items: page.items.filter(({ message }) => !erased.has(message.id)) })),
    pageParams,
  };
}
