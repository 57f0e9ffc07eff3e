import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { ask, askText } from './ask';

const firstPage: string | null = null;

/** How many conversations are unread or new, and how many problems wait. */
export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: ({ signal }) => ask('counts', '/api/counts', { signal }),
});

/** What the dashboard knows of the installation. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => ask('setup', '/api/setup', { signal }),
});

/** The business numbers that customers have written to, and their labels. */
export const businessNumbersQuery = queryOptions({
  queryKey: ['business-numbers'],
  queryFn: ({ signal }) => ask('businessNumbers', '/api/business-numbers', { signal }),
});

/** What this user keeps under a name. */
export const savedViewsQuery = queryOptions({
  queryKey: ['saved-views'],
  queryFn: ({ signal }) => ask('savedViews', '/api/views', { signal }),
});

/** Deliveries that could not be read. */
export function problemsQuery() {
  return infiniteQueryOptions({
    queryKey: ['problems'],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams();
      if (pageParam !== null) search.set('cursor', pageParam);
      return ask('problems', `/api/problems?${search.toString()}`, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What deliveries hold that this version does not know. */
export function unseenNamesQuery() {
  return infiniteQueryOptions({
    queryKey: ['unseen-names'],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams();
      if (pageParam !== null) search.set('cursor', pageParam);
      return ask('unseenNames', `/api/problems/unseen?${search.toString()}`, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What goes on unseen. Silence makes no change that the server could tell of, so this is asked every minute. */
export const warningsQuery = queryOptions({
  queryKey: ['warnings'],
  queryFn: ({ signal }) => ask('warnings', '/api/warnings', { signal }),
  refetchInterval: 60_000,
});

/** The raw text behind a message or a problem; never kept, for it may be erased. */
export function sourceQuery(path: string) {
  return queryOptions({
    queryKey: ['source', path],
    queryFn: ({ signal }) => askText(path, signal),
    staleTime: 0,
    gcTime: 0,
  });
}
