import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import type { MediaType } from '@/lib/messages/kinds/media';

import { ask } from './ask';

/** Files that one request may name. */
export const mostAtOnce = 200;

/** Which files a list of media shows. */
export type MediaFilter = {
  type: MediaType | null;
  /** `YYYY-MM`. */
  month: string | null;
  q: string;
  conversationId: string | null;
};

const firstPage: string | null = null;

/** Messages with files, the newest first; the first page counts them by month and type. */
export function mediaQuery(filter: MediaFilter) {
  return infiniteQueryOptions({
    queryKey: ['media', filter],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: '100' });
      if (filter.type !== null) search.set('type', filter.type);
      if (filter.month !== null) search.set('month', filter.month);
      if (filter.q !== '') search.set('q', filter.q);
      if (filter.conversationId !== null) search.set('conversation', filter.conversationId);
      if (pageParam !== null) search.set('cursor', pageParam);
      return ask('mediaPage', `/api/media?${search.toString()}`, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Which file at which server a media item is, and how it stands. */
export function mediaDetailsQuery(mediaId: string) {
  return queryOptions({
    queryKey: ['media-details', mediaId],
    queryFn: ({ signal }) => ask('mediaDetails', `/api/media/${encodeURIComponent(mediaId)}/details`, { signal }),
  });
}

/** The same of several files, at most `mostAtOnce`; asked again while one of them is being deleted. */
export function mediaDetailsOfSeveralQuery(mediaIds: string[]) {
  return queryOptions({
    queryKey: ['media-details', mediaIds],
    queryFn: ({ signal }) => ask('mediaDetailsOfSeveral', `/api/media/details?ids=${mediaIds.join(',')}`, { signal }),
    // Live updates tell of each file; this is for when the connection is lost in the meantime.
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ deletion }) => deletion?.state === 'under-way') === true ? 3000 : false,
  });
}

/** How much the store holds; administrators only. */
export const spaceQuery = queryOptions({
  queryKey: ['media-space'],
  queryFn: ({ signal }) => ask('mediaSpace', '/api/media/space', { signal }),
});

/** What no longer tells the truth once files are deleted. */
export const staleAfterDeletion = [['media'], ['media-details'], ['conversation-details'], ['media-space']];
