'use client';

import { ArrowDown, CornerUpLeft, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { startTransition, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';

import { isAtNewest, type ThreadWindow } from '@/lib/client/thread-window';
import type { LoadedThread } from '@/lib/client/use-thread';
import { useMarkRead } from '@/lib/client/use-mark-read';
import type { Message } from '@/lib/messages/message';

import { later } from '../controls/later';
import { useSession } from '../Session';
import { ThreadContext, type ThreadActions } from '../message/ThreadContext';
import { Announcer } from './Announcer';
import { FindBar } from './FindBar';
import type { OpenTool } from './MessageTools';
import { useOpenThread } from './open-thread';
import { OpeningThread } from './OpeningThread';
import { StickyDay, ThreadLine } from './ThreadLine';
import { useMessageCommands, type Going } from './use-message-commands';
import { newest, useMessageFocus } from './use-message-focus';
import { useThreadView } from './use-thread-view';

const MessageTools = later(() => import('./MessageTools').then((module) => module.MessageTools));

type ThreadProps = {
  conversationId: string;
  customerName: string;
  thread: LoadedThread;
  window: ThreadWindow;
  anchorId: string | null;
  /** The address leads to a message that is not here. */
  isAnchorGone: boolean;
  unread: number;
  /** What is looked for in this conversation, and how often that was asked for; null when nothing is. */
  find: { text: string; times: number } | null;
  onFind: (text: string | null) => void;
  /** Somebody wants to see the thread, and nothing over it. */
  onShow: () => void;
};

/** The messages of a conversation in order. Only what is near the view is in the page. */
export function Thread(props: ThreadProps) {
  const { window, anchorId, customerName } = props;
  // In a boundary of its own and never drawn anew, so that React need not bring to life what is about to go.
  const [opening] = useState(
    <Suspense>
      <OpeningThread window={window} anchorId={anchorId} customerName={customerName} />
    </Suspense>,
  );
  return useIsAlive() ? <WindowedThread {...props} /> : opening;
}

let isAlive = false;

/**
 * Whether heights can be known, which is in a browser whose page has come to life. The thread that is drawn then is drawn in
 * pieces, between which the browser does what else it has to.
 */
function useIsAlive(): boolean {
  const [isKnown, setKnown] = useState(isAlive);
  useEffect(() => {
    isAlive = true;
    startTransition(() => setKnown(true));
  }, []);
  return isKnown;
}

function WindowedThread(props: ThreadProps) {
  const { conversationId, customerName, thread, window, anchorId, isAnchorGone, unread, find, onFind, onShow } = props;
  const t = useTranslations('thread');
  const scroller = useRef<HTMLDivElement>(null);
  const keptId = useRef<string | null>(null);
  const [tool, setTool] = useState<OpenTool | null>(null);
  const view = useThreadView({ conversationId, thread, window, anchorId, isAnchorGone, scroller, keptId });
  const { rows, virtualizer, items, visible, visibleMessages } = view;
  const mayMark = useSession().role !== 'viewer';
  useMarkRead(conversationId, visibleMessages, mayMark);
  const { before, behind, handlers, ...focus } = useMessageFocus({
    scroller,
    rows,
    visibleIds: visibleMessages.map(({ id }) => id),
    newestId: isAtNewest(window) ? (window.messages.at(-1)?.id ?? null) : null,
    showRow: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  });
  useEffect(() => {
    keptId.current = focus.currentId;
  });
  const going: Going = {
    toQuoted: (messageId, fromId) => {
      view.jumpTo(messageId, { messageId: fromId });
      focus.landOn(messageId);
    },
    back: () => {
      const messageId = view.goBack();
      if (messageId !== null) focus.landOn(messageId);
    },
    toEnd: () => {
      view.goToEnd();
      focus.landOn(newest);
    },
    toFirstUnread: () => {
      view.goToFirstUnread();
      if (window.firstUnreadId !== null) focus.landOn(window.firstUnreadId);
    },
  };
  const onSource = (message: Message) => setTool({ message, menuAt: null });
  useMessageCommands({ window, hasWayBack: view.hasWayBack, going, focus, onSource });
  useOpenThread(conversationId, (wanted) => {
    if ('find' in wanted) onFind(wanted.find);
    else view.jumpTo(wanted.messageId, 'here');
    onShow();
  });

  const jumpTo = useLatest(going.toQuoted);
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
  const unseen = isAtNewest(window) && seenAt >= 0 ? window.messages.length - 1 - seenAt : mayMark ? unread : 0;
  const rowAt = (item: (typeof visible)[number] | undefined) => (item === undefined ? undefined : rows[item.index]);
  return (
    <ThreadContext value={actions}>
      {find !== null && (
        <FindBar
          key={find.times}
          conversationId={conversationId}
          scroller={scroller}
          initialText={find.text}
          onShow={(messageId, isFirst) => view.jumpTo(messageId, isFirst ? 'here' : 'before')}
          onClose={(messageId) => {
            onFind(null);
            if (visibleMessages.some(({ id }) => id === messageId)) focus.landOn(messageId);
          }}
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
        <div
          role="status"
          className="pointer-events-none absolute inset-x-0 top-12 flex justify-center *:pointer-events-auto"
        >
          {view.isGone && (
            <Button
              onPress={() => {
                view.forgetGone();
                focus.enter();
              }}
              className="flex min-h-11 items-center gap-2 rounded-full bg-raised px-4 text-sm text-text shadow-2 ring-1 ring-line fine:min-h-9"
            >
              {t('gone')}
              <X aria-hidden className="size-4 text-text-2" />
            </Button>
          )}
        </div>
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex items-end justify-center gap-2 px-4 *:pointer-events-auto">
          {view.hasWayBack && (
            <Button
              onPress={going.back}
              className="flex min-h-11 animate-rise items-center gap-2 rounded-full bg-text px-4 text-sm font-[560] text-surface shadow-2 fine:min-h-9"
            >
              <CornerUpLeft aria-hidden className="size-4" />
              {t('backToWhere')}
            </Button>
          )}
          {(!view.isAtEnd || !isAtNewest(window)) && (
            <Button
              onPress={going.toEnd}
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
