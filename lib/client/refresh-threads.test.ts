import { expect, it, vi } from 'vitest';

import type { Message } from '@/lib/messages/message';

import { makeQueryClient } from './query-client';
import { refreshThreads } from './refresh-threads';
import { threadKey } from './thread-query';
import { mergeMessages, openWindow, type ThreadWindow } from './thread-window';

function pageOf(id: string) {
  const sentAt = `2026-01-01T00:00:0${id}.000Z`;
  const message: Message = {
    id,
    conversationId: '1',
    direction: 'MO',
    kind: 'text',
    content: { text: 'Hello' },
    text: 'Hello',
    quoted: null,
    sentAt,
    receivedAt: sentAt,
    metaReceivedAt: null,
    reference: null,
    messageContext: null,
    erasedAt: null,
  };
  return { items: [message], nextCursor: 'older', previousCursor: 'newer' };
}

/** What a thread shows after a refresh during which its window changes; the server has message 2 then. */
async function shownAfter(change: (window: ThreadWindow) => ThreadWindow): Promise<string[] | undefined> {
  const queryClient = makeQueryClient();
  const key = threadKey('1', null);
  queryClient.setQueryData(key, openWindow(pageOf('1'), null));
  vi.stubGlobal('fetch', () => {
    queryClient.setQueryData<ThreadWindow>(key, (window) => window && change(window));
    return Promise.resolve(Response.json(pageOf('2')));
  });
  await refreshThreads(queryClient);
  vi.unstubAllGlobals();
  return queryClient.getQueryData<ThreadWindow>(key)?.messages.map(({ id }) => id);
}

it('shows the part that one looks at as it is now', async () => {
  expect(await shownAfter((window) => mergeMessages(window, []))).toEqual(['2']);
});

it('takes nobody back who has gone elsewhere meanwhile', async () => {
  expect(await shownAfter(() => openWindow(pageOf('3'), null))).toEqual(['3']);
});
