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
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: (options: { cancelRefetch: boolean }) => Promise<{ isFetchNextPageError: boolean }>;
};

/**
 * The next page of a list, which is asked for as one comes near the end, but once it has failed by a person only. `list`
 * tells apart the lists that one component shows in turn.
 */
export function useNextPage(query: InfiniteQuery, list = ''): NextPage {
  const { hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  // The query forgets that its next page failed when a change lets the others be asked for again.
  const [failedList, setFailedList] = useState<string | null>(null);
  const hasFailed = hasNextPage && (isFetchNextPageError || failedList === list);
  const retry = useCallback(() => {
    // What brings the other pages up to date goes first: afterwards `load` is another, and asks whoever is near the end.
    void fetchNextPage({ cancelRefetch: false }).then((result) =>
      setFailedList(result.isFetchNextPageError ? list : null),
    );
  }, [fetchNextPage, list]);
  const load = useCallback(() => {
    if (!isFetching && !hasFailed) retry();
  }, [isFetching, hasFailed, retry]);
  return { hasMore: hasNextPage, isLoading: isFetchingNextPage, hasFailed, load, retry };
}
