import { InfiniteQueryObserver, type InfiniteData } from '@tanstack/react-query';
import { expect, it } from 'vitest';

import { putPages } from './put-pages';
import { makeQueryClient } from './query-client';

type Pages = InfiniteData<string, number>;

/** A list of two loaded pages, whose words change at the server; the third page comes when it is let go. */
async function listOf(words: string[]) {
  const queryClient = makeQueryClient();
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const observer = new InfiniteQueryObserver(queryClient, {
    queryKey: ['list'],
    queryFn: async ({ pageParam }) => {
      if (pageParam === 2) await held;
      return words[pageParam] ?? '';
    },
    initialPageParam: 0,
    getNextPageParam: (_page, pages) => (pages.length < words.length ? pages.length : null),
  });
  const stop = observer.subscribe(() => undefined);
  await observer.refetch();
  await observer.fetchNextPage();
  const [query] = queryClient.getQueryCache().findAll();
  if (query === undefined) throw new Error('Nobody asked.');
  return {
    observer,
    letGo: () => letGo(),
    stop,
    put: (word: string) => {
      words[0] = word;
      return putPages<Pages>(queryClient, query, ({ pages: [, ...rest], pageParams }) => ({
        pages: [word, ...rest],
        pageParams,
      }));
    },
    shown: () => queryClient.getQueryData<Pages>(['list'])?.pages,
  };
}

it('changes a page without asking for the others', async () => {
  const words = ['one', 'two'];
  const list = await listOf(words);
  words[1] = 'never asked for';
  await list.put('new');
  expect(list.shown()).toEqual(['new', 'two']);
  list.stop();
});

it('changes a list after it has been asked for anew', async () => {
  const words = ['one', 'two'];
  const list = await listOf(words);
  words[1] = 'newer';
  const anew = list.observer.refetch();
  await Promise.all([anew, list.put('new')]);
  expect(list.shown()).toEqual(['new', 'newer']);
  list.stop();
});

it('loses no change to a next page that was on its way', async () => {
  const list = await listOf(['one', 'two', 'three']);
  const next = list.observer.fetchNextPage();
  const put = list.put('new');
  list.letGo();
  await Promise.all([next, put]);
  expect(list.shown()).toEqual(['new', 'two', 'three']);
  list.stop();
});
