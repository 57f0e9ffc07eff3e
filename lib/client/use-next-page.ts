import { useCallback, useState } from 'react';

/** How a list goes on behind what is loaded of it. */
export type NextPage = {
  hasMore: boolean;
  isLoading: boolean;
  hasFailed: boolean;
  /** For whatever comes near the end: asks for nothing that is on its way or has failed. */
  load: () => void;
  /** For a person: asks also for what has failed. */
  retry: () => void;
};

type InfiniteQuery = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<{ isFetchNextPageError: boolean }>;
};

/**
 * The next page of a list, which is asked for as one comes near the end, but once it has failed by a person only. `list`
 * tells apart the lists that one component shows in turn.
 */
export function useNextPage(query: InfiniteQuery, list = ''): NextPage {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  // The query forgets that its next page failed when a change lets the others be asked for again.
  const [failedList, setFailedList] = useState<string | null>(null);
  const hasFailed = hasNextPage && (isFetchNextPageError || failedList === list);
  const retry = useCallback(() => {
    void fetchNextPage().then((result) => setFailedList(result.isFetchNextPageError ? list : null));
  }, [fetchNextPage, list]);
  const load = useCallback(() => {
    if (!isFetchingNextPage && !hasFailed) retry();
  }, [isFetchingNextPage, hasFailed, retry]);
  return { hasMore: hasNextPage, isLoading: isFetchingNextPage, hasFailed, load, retry };
}
