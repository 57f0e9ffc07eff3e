'use client';

import type { ThreadWindow } from '@/lib/client/thread-window';

import { useDayKey } from '../controls/Instant';
import { ThreadContext, type ThreadActions } from '../message/ThreadContext';
import { openingRows, threadRows } from './thread-rows';
import { ThreadLine } from './ThreadLine';
import { ThreadSkeleton } from './ThreadSkeleton';

/** What a thread opens at, before anybody knows how high its lines are: to be read, until the thread itself is there. */
export function OpeningThread({
  window,
  anchorId,
  customerName,
}: {
  window: ThreadWindow;
  anchorId: string | null;
  customerName: string;
}) {
  const dayKey = useDayKey();
  const { messages, firstUnreadId } = window;
  // What stands in the middle of the view has as much above it as below, which only heights tell.
  if (anchorId !== null) return <ThreadSkeleton />;

  const isBeginning = window.olderCursor === null;
  const { rows, side } = openingRows(threadRows({ messages, isBeginning, firstUnreadId, dayKey }));
  const actions: ThreadActions = {
    customerName,
    sideOf: (messageId) => messages.find(({ id }) => id === messageId)?.direction ?? null,
    jumpTo: () => undefined,
    openMenu: () => undefined,
  };
  return (
    <ThreadContext value={actions}>
      <div
        inert
        className={`flex min-h-0 flex-1 flex-col overflow-hidden px-3 pb-4 *:shrink-0 md:px-5 ${side === 'bottom' ? 'justify-end' : ''}`}
      >
        {rows.map((row) => (
          <div key={row.key}>
            <ThreadLine row={row} highlightedId={null} stopId={null} />
          </div>
        ))}
      </div>
    </ThreadContext>
  );
}
