'use client';

import { ArrowDown, CornerUpLeft, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';

import { isAtNewest, type ThreadWindow } from '@/lib/client/thread-window';
import type { LoadedThread } from '@/lib/client/use-thread';
import { useMarkRead } from '@/lib/client/use-mark-read';

import { later } from '../later';
import { useSession } from '../Session';
import { ThreadContext, type ThreadActions } from '../ThreadContext';
import { Announcer } from './Announcer';
import { FindBar } from './FindBar';
import type { OpenTool } from './MessageTools';
import { StickyDay, ThreadLine } from './ThreadLine';
import { ThreadSkeleton } from './ThreadSkeleton';
import { useMessageCommands } from './use-message-commands';
import { useMessageFocus } from './use-message-focus';
import { useThreadView } from './use-thread-view';

const MessageTools = later(() => import('./MessageTools').then((module) => module.MessageTools));

type ThreadProps = {
  conversationId: string;
  customerName: string;
  thread: LoadedThread;
  window: ThreadWindow;
  anchorId: string | null;
  unread: number;
  /** What is looked for in this conversation; null when nothing is. */
  find: string | null;
  onFindClose: () => void;
};

const noSubscription = () => () => {};

/** The messages of a conversation in order. Only what is near the view is in the page. */
export function Thread(props: ThreadProps) {
  // Heights are known in the browser only.
  const isInBrowser = useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  );
  return isInBrowser ? <WindowedThread {...props} /> : <ThreadSkeleton />;
}

function WindowedThread(props: ThreadProps) {
  const { conversationId, customerName, thread, window, anchorId, unread, find, onFindClose } = props;
  const t = useTranslations('thread');
  const scroller = useRef<HTMLDivElement>(null);
  const keptIndex = useRef<number | null>(null);
  const [tool, setTool] = useState<OpenTool | null>(null);
  const view = useThreadView({ conversationId, thread, window, anchorId, scroller, keptIndex });
  const { rows, virtualizer, items, visible, visibleMessages } = view;
  useMarkRead(conversationId, visibleMessages, useSession().role !== 'viewer');
  const { before, behind, handlers, ...focus } = useMessageFocus({
    scroller,
    rows,
    visibleIds: visibleMessages.map(({ id }) => id),
    showRow: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  });
  useEffect(() => {
    keptIndex.current = focus.currentIndex;
  });
  useMessageCommands({ window, view, focus, onSource: (message) => setTool({ message, menuAt: null }) });

  const jumpTo = useLatest(view.jumpTo);
  const actions = useMemo<ThreadActions>(
    () => ({
      customerName,
      sideOf: (messageId) => window.messages.find((message) => message.id === messageId)?.direction ?? null,
      jumpTo: (messageId, fromId) => jumpTo.current(messageId, fromId),
      openMenu: (message, menuAt) => setTool({ message, menuAt }),
    }),
    [customerName, window, jumpTo],
  );

  const seenAt = window.messages.findIndex((message) => message.id === view.seenNewestId);
  const unseen = isAtNewest(window) && seenAt >= 0 ? window.messages.length - 1 - seenAt : unread;
  const rowAt = (item: (typeof visible)[number] | undefined) => (item === undefined ? undefined : rows[item.index]);
  return (
    <ThreadContext value={actions}>
      {find !== null && (
        <FindBar
          conversationId={conversationId}
          scroller={scroller}
          initialText={find}
          onShow={(messageId) => view.jumpTo(messageId, null)}
          onClose={onFindClose}
        />
      )}
      <div className="relative min-h-0 flex-1">
        <StickyDay row={rowAt(visible[0])} next={rowAt(visible[1])} />
        <span ref={before} tabIndex={-1} />
        <div
          ref={scroller}
          role="log"
          aria-label={customerName}
          aria-live="off"
          {...handlers}
          className="thread-scroller absolute inset-0 flex flex-col overflow-y-auto -outline-offset-2"
        >
          <div
            className={`relative mt-auto w-full shrink-0 ${view.isSeeking ? 'invisible' : ''}`}
            style={{ height: virtualizer.getTotalSize() }}
          >
            {items.map((item) => {
              const row = rows[item.index];
              return (
                row && (
                  <div
                    key={item.key}
                    ref={virtualizer.measureElement}
                    data-index={item.index}
                    className="absolute inset-x-0 top-0 px-3 md:px-5"
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    <ThreadLine row={row} highlightedId={view.highlightedId} stopId={focus.stopId} />
                  </div>
                )
              );
            })}
          </div>
        </div>
        <span ref={behind} tabIndex={-1} />
        {thread.loadFailed && (
          <div className="absolute inset-x-0 top-12 flex justify-center">
            <Button
              onPress={window.olderCursor !== null ? thread.loadOlder : thread.loadNewer}
              className="flex min-h-11 items-center gap-2 rounded-full bg-notice px-4 text-sm text-notice-text shadow-2"
            >
              <TriangleAlert aria-hidden className="size-4" />
              {t('loadFailed')}
            </Button>
          </div>
        )}
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex items-end justify-center gap-2 px-4 *:pointer-events-auto">
          {view.hasWayBack && (
            <Button
              onPress={view.goBack}
              className="flex min-h-11 animate-rise items-center gap-2 rounded-full bg-text px-4 text-sm font-[560] text-surface shadow-2 md:min-h-9"
            >
              <CornerUpLeft aria-hidden className="size-4" />
              {t('backToWhere')}
            </Button>
          )}
          {(!view.isAtEnd || !isAtNewest(window)) && (
            <Button
              onPress={view.goToEnd}
              aria-label={unseen > 0 ? t('newMessages', { count: unseen }) : t('toEnd')}
              className="ms-auto flex min-h-11 animate-appear items-center gap-1.5 rounded-full bg-raised px-3.5 text-sm font-[560] text-text shadow-2 ring-1 ring-line transition-colors hover:bg-hover"
            >
              <ArrowDown aria-hidden className="size-4" />
              {unseen > 0 && <span className="tabular">{t('newMessages', { count: unseen })}</span>}
            </Button>
          )}
        </div>
        <Announcer window={window} customerName={customerName} />
        {tool !== null && <MessageTools tool={tool} onChange={setTool} />}
      </div>
    </ThreadContext>
  );
}

/** The newest version of a function, for what must not change with it. */
function useLatest<Value>(value: Value) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
