import { InfiniteQueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';

import type { LiveChange } from './live-change';
import { makeQueryClient } from './query-client';
import { refreshSearches } from './refresh-searches';

const change = (type: LiveChange['type'], messageId: string): LiveChange => ({ type, messageId, conversationId: '1' });

/** A search that somebody looks at, over messages that change. */
async function searchOver(inbox: string[]) {
  const queryClient = makeQueryClient();
  const firstPage: string | null = null;
  const observer = new InfiniteQueryObserver(queryClient, {
    queryKey: ['search', 'word'],
    queryFn: () => Promise.resolve({ items: inbox.map((id) => ({ message: { id } })), nextCursor: null }),
    initialPageParam: firstPage,
    getNextPageParam: () => null,
    staleTime: Infinity,
  });
  let shown = observer.getCurrentResult();
  observer.subscribe((result) => {
    shown = result;
  });
  await observer.refetch();
  return {
    queryClient,
    observer,
    ids: () => shown.data?.pages.flatMap(({ items }) => items.map(({ message }) => message.id)),
    isStale: () => shown.isStale,
  };
}

it('leaves what is read where it is, lets go of what is erased, and takes in what is new when asked', async () => {
  const inbox = ['3', '2', '1'];
  const search = await searchOver(inbox);
  expect(search.isStale()).toBe(false);
  inbox.unshift('4');
  await refreshSearches(search.queryClient, [change('message', '4')]);
  expect(search.ids()).toEqual(['3', '2', '1']);
  expect(search.isStale()).toBe(true);

  inbox.splice(2, 1);
  await refreshSearches(search.queryClient, [change('erased', '2')]);
  expect(search.ids()).toEqual(['3', '1']);
  expect(search.isStale()).toBe(true);

  await search.observer.refetch();
  expect(search.ids()).toEqual(['4', '3', '1']);
  expect(search.isStale()).toBe(false);
});

it('looks again at once where nothing was found', async () => {
  const inbox: string[] = [];
  const search = await searchOver(inbox);
  inbox.push('1');
  await refreshSearches(search.queryClient, [change('message', '1')]);
  expect(search.ids()).toEqual(['1']);
});
