'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

import type { Suggestion } from '@/lib/client/answers';
import { suggestionsQuery } from '@/lib/client/conversation-queries';

/** What could be typed next, below the search box: chosen with the arrows and Enter, or by a click. */
export function useSuggestions(text: string, at: number, isWanted: boolean) {
  const { data } = useQuery({ ...suggestionsQuery(text, at), enabled: isWanted });
  return isWanted && data !== undefined ? data : null;
}

export function SearchSuggestions({
  id,
  items,
  active,
  onChoose,
}: {
  id: string;
  items: Suggestion[];
  active: number;
  onChoose: (item: Suggestion) => void;
}) {
  const t = useTranslations('search');
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={t('suggestions')}
      className="absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded-m bg-raised p-1 shadow-2 ring-1 ring-line"
    >
      {items.map((item, index) => (
        <li
          key={item.text}
          id={`${id}-${String(index)}`}
          role="option"
          aria-selected={index === active}
          // The box keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-s px-2.5 text-sm -outline-offset-2 outline-focus hover:bg-hover aria-selected:bg-accent-soft aria-selected:outline-2 fine:min-h-8"
        >
          <span dir="auto" className="theirs min-w-0 flex-1 truncate font-[560]">
            {item.text}
          </span>
          <span dir="auto" className="theirs max-w-[55%] truncate text-text-2">
            {item.label ?? t(`suggested.${item.what}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
