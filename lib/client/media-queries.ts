import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import type { MediaType } from '@/lib/messages/kinds/media';

import { ask } from './ask';

/** Files that one request may name. */
export const mostAtOnce = 200;

/** Files of a page. */
export const pageSize = 100;

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
    queryFn: ({ pageParam, signal }) => ask('mediaPage', mediaPagePath(filter, pageParam), { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Where a page of such a list is found. */
export function mediaPagePath(filter: MediaFilter, cursor: string | null, limit = pageSize): string {
  const search = new URLSearchParams({ limit: limit.toString() });
  if (filter.type !== null) search.set('type', filter.type);
  if (filter.month !== null) search.set('month', filter.month);
  if (filter.q !== '') search.set('q', filter.q);
  if (filter.conversationId !== null) search.set('conversation', filter.conversationId);
  if (cursor !== null) search.set('cursor', cursor);
  return `/api/media?${search.toString()}`;
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

/** What no longer tells the truth once files are deleted, and is not told of live in its place. */
export const staleAfterDeletion = [['media-details'], ['conversation-details'], ['media-space']];
