'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, CornerUpLeft, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';

import { isAtNewest, type ThreadWindow } from '@/lib/client/thread-window';
import type { LoadedThread } from '@/lib/client/use-thread';
import { useMarkRead } from '@/lib/client/use-mark-read';

import { Instant, useDayKey } from '../Instant';
import { MessageBubble } from '../MessageBubble';
import { useSession } from '../Session';
import { ThreadContext, type ThreadActions } from '../ThreadContext';
import { estimateRow, threadRows, type ThreadRow } from './thread-rows';
import { ThreadSkeleton } from './ThreadSkeleton';

type ThreadProps = {
  conversationId: string;
  customerName: string;
  thread: LoadedThread;
  window: ThreadWindow;
  anchorId: string | null;
  unread: number;
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

/** How near to the end counts as being at the end, in CSS pixels. */
const nearEnd = 80;

type Target = { messageId: string; align: 'start' | 'center' };
type Way = { fromId: string; window: ThreadWindow };

function WindowedThread({ conversationId, customerName, thread, window, anchorId, unread }: ThreadProps) {
  const t = useTranslations('thread');
  const dayKey = useDayKey();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () =>
      threadRows({
        messages: window.messages,
        isBeginning: window.olderCursor === null,
        firstUnreadId: window.firstUnreadId,
        dayKey,
      }),
    [window, dayKey],
  );
  const newestId = window.messages.at(-1)?.id ?? null;
  const [seenNewestId, setSeenNewestId] = useState<string | null>(
    anchorId === null && window.firstUnreadId === null ? newestId : null,
  );
  const [isAtEnd, setAtEnd] = useState(true);
  const [highlightedId, setHighlightedId] = useState(anchorId);
  const [way, setWay] = useState<Way | null>(null);
  // Where to go once the lines that lead there are drawn.
  const target = useRef<Target | null>(firstTarget(anchorId, window));

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => estimateRow(rows[index]),
    overscan: 6,
    anchorTo: 'end',
    followOnAppend: window.isLive,
    scrollEndThreshold: nearEnd,
    paddingStart: 12,
    paddingEnd: 16,
    onChange: (instance) => {
      const atEnd = instance.isAtEnd(nearEnd);
      setAtEnd(atEnd);
      if (atEnd) setSeenNewestId(newestId);
    },
  });
  const items = virtualizer.getVirtualItems();
  const firstIndex = items[0]?.index;
  const lastIndex = items.at(-1)?.index;

  const hasOpened = useRef(false);
  useLayoutEffect(() => {
    const wanted = target.current;
    if (wanted === null && hasOpened.current) return;
    if (wanted === null) virtualizer.scrollToEnd();
    else {
      const isDivider = wanted.align === 'start';
      const index = rows.findIndex((row) => (isDivider ? row.type === 'unread' : row.key === wanted.messageId));
      if (index < 0) return;
      virtualizer.scrollToIndex(index, { align: wanted.align });
    }
    // Only what is still there at the next frame has arrived: React may mount twice.
    const frame = requestAnimationFrame(() => {
      hasOpened.current = true;
      if (target.current === wanted) target.current = null;
    });
    return () => cancelAnimationFrame(frame);
  }, [rows, virtualizer]);

  const { loadOlder, loadNewer, loadFailed } = thread;
  useEffect(() => {
    if (!hasOpened.current || loadFailed) return;
    if (firstIndex !== undefined && firstIndex < 8 && window.olderCursor !== null) loadOlder();
    if (lastIndex !== undefined && lastIndex > rows.length - 8 && window.newerCursor !== null) loadNewer();
  }, [firstIndex, lastIndex, rows.length, window, loadFailed, loadOlder, loadNewer]);

  const offset = virtualizer.scrollOffset ?? 0;
  const height = virtualizer.scrollRect?.height ?? 0;
  const visible = items.filter((item) => item.end > offset + 8 && item.start < offset + height - 8);
  const visibleMessages = visible.flatMap((item) => {
    const row = rows[item.index];
    return row?.type === 'message' ? [row.message] : [];
  });
  useMarkRead(conversationId, visibleMessages, useSession().role !== 'viewer');

  const goTo = (next: Target) => {
    const index = rows.findIndex((row) => row.key === next.messageId);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: next.align });
    else target.current = next;
    setHighlightedId(next.messageId);
  };

  const actions: ThreadActions = {
    customerName,
    sideOf: (messageId) => window.messages.find((message) => message.id === messageId)?.direction ?? null,
    jumpTo: (messageId, fromId) => {
      setWay({ fromId, window });
      goTo({ messageId, align: 'center' });
      if (!window.messages.some((message) => message.id === messageId)) {
        thread.openAround(messageId).catch(() => {
          target.current = null;
          setWay(null);
        });
      }
    },
  };

  const goBack = () => {
    if (way === null) return;
    setWay(null);
    goTo({ messageId: way.fromId, align: 'center' });
    if (!window.messages.some((message) => message.id === way.fromId)) thread.restore(way.window);
  };

  const goToEnd = () => {
    setWay(null);
    if (isAtNewest(window)) virtualizer.scrollToEnd({ behavior: 'smooth' });
    else {
      hasOpened.current = false;
      thread.openNewest().catch(() => {});
    }
  };

  const seenAt = window.messages.findIndex((message) => message.id === seenNewestId);
  const unseen = isAtNewest(window) && seenAt >= 0 ? window.messages.length - 1 - seenAt : unread;
  const topRow = visible[0] === undefined ? undefined : rows[visible[0].index];
  return (
    <ThreadContext value={actions}>
      <div className="relative min-h-0 flex-1">
        <StickyDay
          row={topRow}
          next={visible[1] === undefined ? undefined : rows[visible[1].index]}
          isScrolled={offset > 4}
        />
        <div
          ref={scroller}
          role="log"
          aria-label={customerName}
          aria-live="off"
          tabIndex={0}
          className="thread-scroller absolute inset-0 flex flex-col overflow-y-auto -outline-offset-2"
        >
          <div className="relative mt-auto w-full shrink-0" style={{ height: virtualizer.getTotalSize() }}>
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
                    <Row row={row} highlightedId={highlightedId} />
                  </div>
                )
              );
            })}
          </div>
        </div>
        {loadFailed && (
          <div className="absolute inset-x-0 top-12 flex justify-center">
            <Button
              onPress={window.olderCursor !== null ? loadOlder : loadNewer}
              className="flex min-h-11 items-center gap-2 rounded-full bg-notice px-4 text-sm text-notice-text shadow-2"
            >
              <TriangleAlert aria-hidden className="size-4" />
              {t('loadFailed')}
            </Button>
          </div>
        )}
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex items-end justify-center gap-2 px-4 *:pointer-events-auto">
          {way !== null && (
            <Button
              onPress={goBack}
              className="flex min-h-11 animate-rise items-center gap-2 rounded-full bg-text px-4 text-sm font-[560] text-surface shadow-2 md:min-h-9"
            >
              <CornerUpLeft aria-hidden className="size-4" />
              {t('backToWhere')}
            </Button>
          )}
          {(!isAtEnd || !isAtNewest(window)) && (
            <Button
              onPress={goToEnd}
              aria-label={unseen > 0 ? t('newMessages', { count: unseen }) : t('toEnd')}
              className="ms-auto flex min-h-11 animate-appear items-center gap-1.5 rounded-full bg-raised px-3.5 text-sm font-[560] text-text shadow-2 ring-1 ring-line transition-colors hover:bg-hover"
            >
              <ArrowDown aria-hidden className="size-4" />
              {unseen > 0 && <span className="tabular">{t('newMessages', { count: unseen })}</span>}
            </Button>
          )}
        </div>
        <Announcer window={window} customerName={customerName} />
      </div>
    </ThreadContext>
  );
}

function firstTarget(anchorId: string | null, { firstUnreadId }: ThreadWindow): Target | null {
  if (anchorId !== null) return { messageId: anchorId, align: 'center' };
  if (firstUnreadId !== null) return { messageId: firstUnreadId, align: 'start' };
  return null;
}

function Row({ row, highlightedId }: { row: ThreadRow; highlightedId: string | null }) {
  const t = useTranslations('thread');
  if (row.type === 'message') {
    return <MessageBubble message={row.message} follows={row.follows} highlighted={row.message.id === highlightedId} />;
  }
  if (row.type === 'beginning') return <p className="pt-4 pb-1 text-center text-xs text-text-2">{t('beginning')}</p>;
  if (row.type === 'unread') {
    return (
      <div
        role="separator"
        aria-label={t('unread')}
        className="flex items-center gap-3 pt-4 pb-1 text-xs font-semibold text-accent-strong"
      >
        <span className="h-px flex-1 bg-accent opacity-40" />
        {t('unread')}
        <span className="h-px flex-1 bg-accent opacity-40" />
      </div>
    );
  }
  return (
    <div className="flex justify-center pt-4 pb-1">
      <DayChip day={row.day} />
    </div>
  );
}

function DayChip({ day }: { day: string }) {
  return (
    <span className="rounded-full bg-surface px-3 text-xs/6 font-[560] text-text-2 shadow-1">
      <Instant at={day} look="day" />
    </span>
  );
}

/** The day of what is on top of the view, while its own separator is scrolled away. */
function StickyDay({
  row,
  next,
  isScrolled,
}: {
  row: ThreadRow | undefined;
  next: ThreadRow | undefined;
  isScrolled: boolean;
}) {
  if (row === undefined || !isScrolled || row.type !== 'message' || next?.type === 'day') return null;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
      <DayChip day={row.day} />
    </div>
  );
}

/** Says what arrives. The thread itself is silent, for lines come and go in it with every scroll. */
function Announcer({ window, customerName }: { window: ThreadWindow; customerName: string }) {
  const t = useTranslations('thread');
  const newest = window.messages.at(-1);
  const text = newest?.text ?? '';
  return (
    <p role="status" className="sr-only">
      {window.isLive && newest !== undefined ? t('arrived', { customer: customerName, text: text.slice(0, 300) }) : ''}
    </p>
  );
}
