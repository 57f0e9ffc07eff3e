import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';

import { catchUp, pageReader, threadKey, threadQuery, type ThreadPlace } from './thread-query';
import { appendPage, mergeMessages, openWindow, prependPage, type ThreadWindow } from './thread-window';

export type LoadedThread = {
  window: ThreadWindow | undefined;
  error: Error | null;
  /** The older or newer messages that were asked for did not come. */
  loadFailed: boolean;
  retry: () => void;
  loadOlder: () => void;
  loadNewer: () => void;
  /** Shows the part of the thread round a message. */
  openAround: (messageId: string) => Promise<void>;
  /** Shows the end of the thread. */
  openNewest: () => Promise<void>;
  /** What was asked for to be opened and has not come yet is not wanted any more. */
  stay: () => void;
};

/** The loaded part of a thread, and how to load more of it. */
export function useThread({
  conversationId,
  anchorId,
  initialWindow,
}: {
  conversationId: string;
  anchorId: string | null;
  initialWindow: ThreadWindow | null;
}): LoadedThread {
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    ...threadQuery(conversationId, anchorId),
    ...(initialWindow === null ? {} : { initialData: initialWindow }),
    // Each opening starts at what is unread then.
    gcTime: 0,
  });
  const [loading, setLoading] = useState<'older' | 'newer' | null>(null);
  const [loadFailed, setLoadFailed] = useState(false);

  const change = useCallback(
    (next: (window: ThreadWindow) => ThreadWindow) => {
      queryClient.setQueryData<ThreadWindow>(threadKey(conversationId, anchorId), (window) => window && next(window));
    },
    [queryClient, conversationId, anchorId],
  );

  const refresh = useCallback(async () => {
    const window = queryClient.getQueryData<ThreadWindow>(threadKey(conversationId, anchorId));
    if (window === undefined) return;
    const caughtUp = await catchUp(window, [], pageReader(conversationId));
    change((now) => ('window' in caughtUp ? caughtUp.window : mergeMessages(now, caughtUp.messages)));
  }, [queryClient, conversationId, anchorId, change]);

  // What the server rendered may be old by now: the browser keeps pages that one comes back to.
  useEffect(() => {
    refresh().catch(() => {});
  }, [refresh]);

  const opened = useRef(0);
  /** Shows a page in place of what is loaded, unless another one was wanted meanwhile. */
  const openPage = async (place: ThreadPlace) => {
    const mine = (opened.current += 1);
    const page = await pageReader(conversationId)(place);
    if (mine === opened.current) change((window) => openWindow(page, window.firstUnreadId));
  };

  const load = (end: 'older' | 'newer', cursor: string | null) => {
    if (loading !== null || cursor === null) return;
    setLoading(end);
    setLoadFailed(false);
    pageReader(conversationId)(end === 'older' ? { cursor } : { after: cursor })
      .then((page) =>
        change((window) => {
          if (end === 'older') return window.olderCursor === cursor ? prependPage(window, page) : window;
          return window.newerCursor === cursor ? appendPage(window, page) : window;
        }),
      )
      .catch(() => setLoadFailed(true))
      .finally(() => setLoading(null));
  };

  return {
    window: data,
    error,
    loadFailed,
    retry: () => void refetch(),
    loadOlder: () => load('older', data?.olderCursor ?? null),
    loadNewer: () => load('newer', data?.newerCursor ?? null),
    openAround: (messageId) => openPage({ around: messageId }),
    openNewest: () => openPage({ newest: true }),
    stay: () => {
      opened.current += 1;
    },
  };
}
