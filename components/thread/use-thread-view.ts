import {
  defaultRangeExtractor,
  useVirtualizer,
  type Range,
  type VirtualItem,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';

import { ApiProblem } from '@/lib/client/api-problem';
import { hasComeBack, keepPlace, placeOf } from '@/lib/client/kept-places';
import { isAtNewest, type ThreadWindow } from '@/lib/client/thread-window';
import type { LoadedThread } from '@/lib/client/use-thread';
import type { Message } from '@/lib/messages/message';

import { useDayKey } from '../controls/Instant';
import { estimateRow, heightOf, threadRows, type ThreadRow } from './thread-rows';

/** How near to the end counts as being at the end, in CSS pixels. */
const nearEnd = 80;

/** In so many frames the lines near a target are measured, and it stands still. */
const settlingFrames = 10;

type Target = { messageId: string; align: 'start' | 'center' };

/** The end of a thread is where no more is, however much is loaded by then. */
const end = 'end';

/**
 * What of a thread is in view, and how to go elsewhere in it. Where one stands never moves by itself: lines that come in
 * above, below or grow leave the line at the top of the view where it is.
 */
export function useThreadView({
  conversationId,
  thread,
  window,
  anchorId,
  isAnchorGone,
  scroller,
  keptId,
}: {
  conversationId: string;
  thread: LoadedThread;
  window: ThreadWindow;
  anchorId: string | null;
  /** The address leads to a message that is not here. */
  isAnchorGone: boolean;
  scroller: RefObject<HTMLElement | null>;
  /** A message that stays drawn out of view, for the focus is in it. */
  keptId: RefObject<string | null>;
}) {
  const dayKey = useDayKey();
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
  const [opening] = useState(() => firstTarget(conversationId, anchorId, window));
  // Until one has arrived, what is in view is not where one is; and what was sought elsewhere is not in view at all.
  const [stage, setStage] = useState<'seeking' | 'arriving' | 'there'>(opening.isElsewhere ? 'seeking' : 'arriving');
  const [isAtEnd, setAtEnd] = useState(true);
  const [highlightedId, setHighlightedId] = useState(opening.target?.messageId === anchorId ? anchorId : null);
  const [wayBack, setWayBack] = useState<Target[]>([]);
  const [isGone, setGone] = useState(isAnchorGone);
  const newestId = window.messages.at(-1)?.id ?? null;
  const [seenNewestId, setSeenNewestId] = useState(opening.target === null ? newestId : null);
  // Where to go once the lines that lead there are drawn, and until they are measured.
  const target = useRef<Target | typeof end | null>(opening.target ?? end);
  const settling = useRef<(() => void) | null>(null);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => estimateRow(rows[index]),
    rangeExtractor: (range) =>
      withKept(
        range,
        rows.findIndex((row) => row.key === keptId.current),
      ),
    overscan: 6,
    anchorTo: 'end',
    followOnAppend: window.isLive,
    scrollEndThreshold: nearEnd,
    paddingStart: 12,
    paddingEnd: 16,
    // Near enough for the lines that will be in view to be drawn at once.
    initialRect: { width: 0, height: globalThis.innerHeight },
    initialOffset: () => offsetOf(rows, opening.target),
    onChange: (instance) => {
      const atEnd = instance.isAtEnd(nearEnd);
      setAtEnd(atEnd);
      if (atEnd) setSeenNewestId(newestId);
    },
  });
  useLayoutEffect(() => {
    Object.assign(virtualizer, { shouldAdjustScrollPositionOnItemSizeChange: isAbove });
  }, [virtualizer]);
  const items = virtualizer.getVirtualItems();

  const atNewest = isAtNewest(window);
  useLayoutEffect(() => {
    const wanted = target.current;
    if (wanted === null || (wanted === end && !atNewest)) return;
    if (wanted === end) virtualizer.scrollToEnd();
    else {
      const divider = rows.findIndex((row) => row.type === 'unread');
      const message = rows.findIndex((row) => row.key === wanted.messageId);
      if (message < 0) return;
      const isAtDivider = divider >= 0 && window.firstUnreadId === wanted.messageId;
      virtualizer.scrollToIndex(isAtDivider ? divider : message, { align: wanted.align });
    }
    // Only what is still there at the next frame has arrived: React may mount twice. Lines that come in above meanwhile
    // move the target to another index, which the virtualizer would not know: then it is gone to again.
    settling.current?.();
    const stop = settle((isOver) => {
      setStage('there');
      if (!isOver) return;
      [target.current, settling.current] = [null, null];
      if (wanted !== end) virtualizer.cancelScroll();
    });
    settling.current = stop;
    return stop;
  }, [rows, virtualizer, window.firstUnreadId, atNewest]);

  // Whoever moves meanwhile is not taken back.
  useEffect(() => {
    const log = scroller.current;
    if (log === null || stage !== 'there') return;
    const stay = () => {
      if (settling.current === null) return;
      settling.current();
      [target.current, settling.current] = [null, null];
      virtualizer.cancelScroll();
    };
    const moves = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
    for (const move of moves) log.addEventListener(move, stay, { passive: true });
    return () => {
      for (const move of moves) log.removeEventListener(move, stay);
    };
  }, [scroller, virtualizer, stage]);

  const { openAround } = thread;
  const openEnd = () => {
    settling.current?.();
    [target.current, settling.current] = [end, null];
    setStage((before) => (before === 'seeking' ? before : 'arriving'));
    thread.openNewest().catch(() => {
      target.current = null;
      setStage('there');
    });
  };
  const seek = useEffectEvent(() => {
    if (opening.target === null) openEnd();
    else
      openAround(opening.target.messageId).catch(() => {
        target.current = null;
        setStage('there');
      });
  });
  useEffect(() => {
    if (opening.isElsewhere) seek();
  }, [opening]);

  const { loadOlder, loadNewer, loadFailed } = thread;
  const offset = virtualizer.scrollOffset ?? 0;
  const height = virtualizer.scrollRect?.height ?? 0;
  const fits = height > 0 && virtualizer.getTotalSize() <= height;
  const visible = items.filter((item) => item.end > offset + 8 && item.start < offset + height - 8);
  const [firstIndex, lastIndex] = [visible[0]?.index, visible.at(-1)?.index];
  useEffect(() => {
    if (stage !== 'there' || loadFailed) return;
    if (firstIndex !== undefined && firstIndex < 14 && window.olderCursor !== null) loadOlder();
    if (lastIndex !== undefined && lastIndex > rows.length - 14 && window.newerCursor !== null) loadNewer();
  }, [stage, firstIndex, lastIndex, rows.length, window, loadFailed, loadOlder, loadNewer]);

  const visibleMessages = visible.flatMap(({ index }): Message[] => {
    const row = rows[index];
    return row?.type === 'message' ? [row.message] : [];
  });
  const topId = (visibleMessages[visibleMessages.length > 1 ? 1 : 0] ?? null)?.id ?? null;
  const place = (isAtEnd || fits) && atNewest ? null : topId;
  useEffect(() => {
    if (stage === 'there') keepPlace(conversationId, place, anchorId);
  }, [stage, conversationId, place, anchorId]);

  const goTo = (next: Target) => {
    setGone(false);
    setHighlightedId(next.messageId);
    settling.current?.();
    target.current = next;
    const index = rows.findIndex((row) => row.key === next.messageId);
    if (index >= 0) {
      thread.stay();
      virtualizer.scrollToIndex(index, { align: next.align });
      settling.current = settle((isOver) => {
        if (!isOver) return;
        [target.current, settling.current] = [null, null];
        virtualizer.cancelScroll();
      });
      return;
    }
    openAround(next.messageId).catch((error: unknown) => {
      target.current = null;
      // One has stayed where one was.
      setWayBack(wayBack);
      nameInAddress(null);
      setGone(error instanceof ApiProblem && error.code === 'message_not_found');
    });
  };

  return {
    rows,
    virtualizer,
    items,
    visible,
    visibleMessages,
    isSeeking: stage === 'seeking',
    isAtEnd: isAtEnd || fits,
    highlightedId,
    seenNewestId,
    hasWayBack: wayBack.length > 0,
    /** The message that was wanted is not here. */
    isGone,
    forgetGone: () => setGone(false),
    /**
     * Shows a message, and offers the way back: to the message that led there, to where one is, or, at a step among many,
     * to where it was already offered to.
     */
    jumpTo: (messageId: string, from: { messageId: string } | 'here' | 'before') => {
      const here: Target[] = topId === null ? [] : [{ messageId: topId, align: 'start' }];
      const left: Target[] =
        from === 'before' ? [] : from === 'here' ? here : [{ messageId: from.messageId, align: 'center' }];
      setWayBack([...wayBack, ...left]);
      goTo({ messageId, align: 'center' });
      nameInAddress(messageId);
    },
    /** Goes back one jump, and tells to which message. */
    goBack: (): string | null => {
      const last = wayBack.at(-1);
      if (last === undefined) return null;
      setWayBack(wayBack.slice(0, -1));
      goTo(last);
      nameInAddress(null);
      return last.messageId;
    },
    goToEnd: () => {
      setWayBack([]);
      nameInAddress(null);
      if (atNewest) {
        settling.current?.();
        [target.current, settling.current] = [null, null];
        thread.stay();
        virtualizer.scrollToEnd();
      } else openEnd();
    },
    goToFirstUnread: () => {
      if (window.firstUnreadId !== null) goTo({ messageId: window.firstUnreadId, align: 'start' });
    },
  };
}

/** About where the top of the view is, in CSS pixels, when a thread opens at a target or, at null, at its end. */
function offsetOf(rows: ThreadRow[], target: Target | null): number {
  const index = target === null ? -1 : rows.findIndex((row) => row.key === target.messageId);
  const height = globalThis.innerHeight;
  if (target === null || index < 0) return Math.max(heightOf(rows) - height, 0);
  return Math.max(heightOf(rows.slice(0, index)) - (target.align === 'center' ? height / 2 : 0), 0);
}

/** Calls back at each frame until what a jump brought into view is measured, `isOver` with the last; gives what ends it. */
function settle(onFrame: (isOver: boolean) => void): () => void {
  let left = settlingFrames;
  let frame = requestAnimationFrame(next);
  function next() {
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(next);
    onFrame(left === 0);
  }
  return () => cancelAnimationFrame(frame);
}

function firstTarget(conversationId: string, anchorId: string | null, window: ThreadWindow) {
  const { messages, firstUnreadId } = window;
  const kept = placeOf(conversationId);
  const returns = anchorId !== null && hasComeBack(conversationId, anchorId);
  const wanted = returns ? null : (anchorId ?? firstUnreadId);
  const target: Target | null =
    wanted !== null
      ? { messageId: wanted, align: anchorId === null ? 'start' : 'center' }
      : kept !== null
        ? { messageId: kept, align: 'start' }
        : null;
  const isLoaded = target === null || messages.some(({ id }) => id === target.messageId);
  return { target, isElsewhere: !isLoaded || (target === null && returns && !isAtNewest(window)) };
}

/**
 * Whether a line whose height changes stands above what is read, which then must not move: also while one scrolls up, when
 * the virtualizer by itself would let it. A line that is measured for the first time counts from its top.
 */
function isAbove({ key, start, end }: VirtualItem, _delta: number, thread: Virtualizer<HTMLElement, Element>): boolean {
  const offset = thread.scrollOffset ?? 0;
  return end <= offset || (start < offset && !thread.itemSizeCache.has(key));
}

function withKept(range: Range, kept: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (kept < 0 || kept >= range.count || indexes.includes(kept)) return indexes;
  return [...indexes, kept].sort((a, b) => a - b);
}

/** What one is taken to stands in the address, to be shared or opened again; the page beside it stays as it is. */
function nameInAddress(messageId: string | null): void {
  const url = new URL(globalThis.location.href);
  if (messageId === null) url.searchParams.delete('message');
  else url.searchParams.set('message', messageId);
  globalThis.history.replaceState(null, '', url);
}
