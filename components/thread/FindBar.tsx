'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useMemo, useRef, useState, type RefObject } from 'react';
import { Input, SearchField } from 'react-aria-components';

import { findQuery } from '@/lib/client/conversation-queries';

import { IconButton } from '../controls/IconButton';
import { useAfterRest } from '../hooks/use-after-rest';
import { numberOf, stepOn, type FindPlace } from './find-place';
import { useFoundMarks } from './use-found-marks';

/** Rests this many milliseconds after the last key before it looks. */
const restFor = 250;

/** Finds in one conversation, and steps through what was found, the newest first. The address names the search. */
export function FindBar({
  conversationId,
  scroller,
  initialText,
  onShow,
  onClose,
}: {
  conversationId: string;
  /** Where the messages are drawn. */
  scroller: RefObject<HTMLElement | null>;
  initialText: string;
  /** Shows what was found; `isFirst` when one comes from elsewhere in the thread. */
  onShow: (messageId: string, isFirst: boolean) => void;
  /** Is told at which message one was; empty when at none. */
  onClose: (messageId: string) => void;
}) {
  const t = useTranslations('find');
  const [text, setText] = useState(initialText);
  const [q, setQ] = useState(initialText.trim());
  const [isComposing, setComposing] = useState(false);
  const [place, setPlace] = useState<FindPlace & { q: string }>({ q: '', messageId: null, at: 0 });
  const { data } = useQuery({ ...findQuery(conversationId, q), enabled: q !== '' });
  const found = q === '' ? [] : (data?.messageIds ?? []);
  // Another search begins at its first message; after that only steps lead elsewhere, whatever arrives or is erased.
  if (place.q !== q && (q === '' || data !== undefined)) setPlace({ q, messageId: found[0] ?? null, at: 0 });

  useFoundMarks(scroller, q === '' ? noWords : (data?.words ?? noWords));
  const hasShown = useRef(false);
  const show = useEffectEvent(onShow);
  useEffect(() => {
    if (place.messageId === null) return;
    show(place.messageId, !hasShown.current);
    hasShown.current = true;
  }, [place]);
  // Letters that are still put together are not what is looked for.
  const typed = useMemo(() => (isComposing ? null : { text, rest: restFor }), [text, isComposing]);
  useAfterRest(typed, (next) => {
    setQ(next.trim());
    nameInAddress(next.trim());
  });
  useEffect(() => () => nameInAddress(''), []);

  const step = (by: 1 | -1) => {
    if (found.length > 0) setPlace({ q, ...stepOn(place, found, by) });
  };
  const close = () => onClose(place.messageId ?? '');
  const position = { at: numberOf(place, found), count: found.length };
  const words =
    q === '' || data === undefined
      ? ''
      : found.length === 0
        ? t('nothing')
        : t(data.more ? 'positionMore' : 'position', position);
  return (
    <div
      role="search"
      aria-label={t('name')}
      className="flex shrink-0 items-center gap-1 border-b border-line bg-surface py-1.5 ps-3 pe-2 md:ps-5"
    >
      <SearchField
        aria-label={t('what')}
        value={text}
        onChange={setText}
        autoFocus
        className="relative flex min-w-0 flex-1 items-center"
      >
        <Search aria-hidden className="pointer-events-none absolute start-2.5 size-4 text-text-3" strokeWidth={1.9} />
        <Input
          placeholder={t('what')}
          dir="auto"
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
            else if (event.key === 'Escape') close();
            else return;
            event.preventDefault();
          }}
          className="h-11 w-full rounded-m bg-sunken ps-8.5 pe-3 text-base text-text placeholder:text-text-3 max-md:text-[16px] fine:h-8 [&::-webkit-search-cancel-button]:hidden"
        />
      </SearchField>
      <span role="status" className="tabular min-w-16 px-1.5 text-center text-sm text-text-2">
        {words}
      </span>
      <IconButton icon={ChevronUp} name={t('next')} isDisabled={found.length < 2} onPress={() => step(1)} />
      <IconButton icon={ChevronDown} name={t('previous')} isDisabled={found.length < 2} onPress={() => step(-1)} />
      <IconButton icon={X} name={t('close')} onPress={close} />
    </div>
  );
}

const noWords: string[] = [];

function nameInAddress(q: string): void {
  const url = new URL(window.location.href);
  if (q === '') url.searchParams.delete('find');
  else url.searchParams.set('find', q);
  window.history.replaceState(null, '', url);
}
