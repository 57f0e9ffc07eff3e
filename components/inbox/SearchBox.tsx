'use client';

import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';

import { useCommand } from '../shell/commands';

/** The search box over the list. What is typed goes into the address after a moment of rest. */
export function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const t = useTranslations('search');
  const input = useRef<HTMLInputElement>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(q);
  const [searched, setSearched] = useState(q);
  // The address can change without us: by "back", or by a link to the inbox.
  if (searched !== q) {
    setSearched(q);
    if (text.trim() !== q) setText(q);
  }

  const search = (next: string, delay: number) => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => onSearch(next.trim()), delay);
  };

  useCommand('search', () => {
    input.current?.focus();
    input.current?.select();
  });
  useEffect(() => () => clearTimeout(waiting.current), []);

  return (
    <SearchField
      aria-label={t('name')}
      value={text}
      onChange={(next) => {
        setText(next);
        search(next, 250);
      }}
      onSubmit={(next) => search(next, 0)}
      onClear={() => search('', 0)}
      className="group relative flex items-center"
    >
      <Search aria-hidden className="pointer-events-none absolute start-2.5 size-4 text-text-3" strokeWidth={1.9} />
      <Input
        ref={input}
        placeholder={t('name')}
        className="h-11 w-full rounded-m bg-sunken ps-8.5 pe-10 text-base text-text placeholder:text-text-3 max-md:text-[16px] md:h-9 [&::-webkit-search-cancel-button]:hidden"
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute end-2.5 hidden rounded-xs px-1.5 font-sans text-2xs/[1.125rem] font-medium text-text-3 ring-1 ring-line-strong ring-inset md:group-data-[empty]:block"
      >
        /
      </kbd>
      <Button
        aria-label={t('clear')}
        className="absolute end-0 grid size-11 place-items-center rounded-m text-text-2 group-data-[empty]:hidden hover:text-text md:size-9"
      >
        <X aria-hidden className="size-4" />
      </Button>
    </SearchField>
  );
}
