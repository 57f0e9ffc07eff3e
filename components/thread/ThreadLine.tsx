'use client';

import { useTranslations } from 'next-intl';

import { Instant } from '../controls/Instant';
import { MessageBubble } from '../message/MessageBubble';
import type { ThreadRow } from './thread-rows';

/** A line of the thread: a message, or what separates messages. */
export function ThreadLine({
  row,
  highlightedId,
  stopId,
}: {
  row: ThreadRow;
  highlightedId: string | null;
  stopId: string | null;
}) {
  const t = useTranslations('thread');
  if (row.type === 'message') {
    const { id } = row.message;
    return (
      <MessageBubble
        message={row.message}
        follows={row.follows}
        highlighted={id === highlightedId}
        isStop={id === stopId}
      />
    );
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

/** The day of what is on top of the view, while its own separator is scrolled away. */
export function StickyDay({ row, next }: { row: ThreadRow | undefined; next: ThreadRow | undefined }) {
  if (row?.type !== 'message' || next?.type === 'day') return null;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
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
