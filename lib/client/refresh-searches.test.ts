import { InfiniteQueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';

import type { Conversation } from '@/lib/messages/conversation';

import type { ConversationFilter } from './conversation-queries';
import type { LiveChange } from './live-change';
import { makeQueryClient } from './query-client';
import { mergeFirstPage } from './refresh-conversations';
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

function conversation(
  id: string,
  state: Partial<Pick<Conversation, 'unread' | 'newChat' | 'done'>> = {},
): Conversation {
  return {
    ...{ id, channel: 'WhatsApp', lastArrivalId: id, lastMessageAt: '2026-01-01T00:00:00.000Z', sample: false },
    businessNumber: { id: '1', number: null, shown: null, label: null },
    customer: { id, name: null, number: null, shown: null, identified: false, blocked: false },
    preview: { kind: 'text', mediaType: null, text: '', erased: false, direction: 'MO' },
    ...{ unread: 0, newChat: false, done: false, ...state },
  };
}

it.each<[filter: ConversationFilter, state: Parameters<typeof conversation>[1], isKept: boolean]>([
  [{ view: 'all' }, {}, true],
  [{ view: 'all' }, { done: true }, false],
  [{ view: 'all', q: '' }, { done: true }, false],
  [{ view: 'all', q: 'ann' }, { done: true }, true],
  [{ view: 'all', q: 'ann' }, {}, true],
  [{ view: 'done' }, { done: true }, true],
  [{ view: 'done' }, {}, false],
  [{ view: 'unread' }, { unread: 1 }, true],
  [{ view: 'unread' }, {}, false],
  [{ view: 'new' }, { newChat: true }, true],
  [{ view: 'new' }, { unread: 1 }, false],
])('in the list of %o a changed conversation that is %o stays: %s', (filter, state, isKept) => {
  const list = (...pages: string[][]) => ({
    pages: pages.map((ids, index) => ({ items: ids.map((id) => conversation(id)), nextCursor: `after ${index}` })),
    pageParams: [null, 'after 0'],
  });
  const first = { items: [conversation('9'), conversation('7')], nextCursor: 'after 7' };
  const merged = mergeFirstPage(list(['8', '7'], ['6', '5']), first, [conversation('5', state), null], filter);
  const ids = merged.pages.map(({ items }) => items.map(({ id }) => id));
  expect(ids).toEqual([['9', '7', '8'], isKept ? ['6', '5'] : ['6']]);
  expect(merged.pages.map(({ nextCursor }) => nextCursor)).toEqual(['after 0', 'after 1']);
  expect(merged.pages[1]?.items[1]).toEqual(isKept ? conversation('5', state) : undefined);
});
