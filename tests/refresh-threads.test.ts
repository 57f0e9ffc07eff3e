import { expect, it, vi } from 'vitest';
import { textMessage } from './support/text-message';
import { makeQueryClient } from '@/lib/client/query-client';
import { refreshThreads } from '@/lib/client/refresh-threads';
import { threadKey } from '@/lib/client/thread-query';
import { mergeMessages, openWindow, type ThreadWindow } from '@/lib/client/thread-window';

function pageOf(minute: number) {
  return { items: [textMessage(minute)], nextCursor: 'older', previousCursor: 'newer' };
}

/** What a thread shows after a refresh during which its window changes; the server has message 2 then. */
async function shownAfter(change: (window: ThreadWindow) => ThreadWindow): Promise<string[] | undefined> {
  const queryClient = makeQueryClient();
  const key = threadKey('1', null);
  queryClient.setQueryData(key, openWindow(pageOf(1), null));
  vi.stubGlobal('fetch', () => {
    queryClient.setQueryData<ThreadWindow>(key, (window) => window && change(window));
    return Promise.resolve(Response.json(pageOf(2)));
  });
  await refreshThreads(queryClient);
  vi.unstubAllGlobals();
  return queryClient.getQueryData<ThreadWindow>(key)?.messages.map(({ id }) => id);
}

it('shows the part that one looks at as it is now', async () => {
  expect(await shownAfter((window) => mergeMessages(window, []))).toEqual(['2']);
});

it('asks for the newest part where the end is shown, and else round what one looks at', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(new URL(address, 'http://localhost').searchParams.toString());
    return Promise.resolve(Response.json(pageOf(2)));
  });
  const threads = { end: null, middle: 'newer' };
  for (const [conversationId, previousCursor] of Object.entries(threads)) {
    const queryClient = makeQueryClient();
    const items = [4, 5, 6].map((minute) => textMessage(minute));
    const key = threadKey(conversationId, null);
    queryClient.setQueryData(key, openWindow({ ...pageOf(1), items, previousCursor }, '5'));
    await refreshThreads(queryClient);
    const window = queryClient.getQueryData<ThreadWindow>(key);
    expect([window?.isLive, window?.firstUnreadId]).toEqual([previousCursor === null, '5']);
  }
  vi.unstubAllGlobals();
  expect(asked[0]).not.toContain('around');
  expect(asked[1]).toContain('around=5');
});

it('takes nobody back who has gone elsewhere meanwhile', async () => {
  expect(await shownAfter(() => openWindow(pageOf(3), null))).toEqual(['3']);
});
