'use client';

import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';

import type { Suggestion } from '@/lib/client/answers';

import { runCommand, useCommand } from '../shell/commands';
import { useAfterRest, type Typed } from '../hooks/use-after-rest';
import { noteAddress, type OwnSearches } from './own-searches';
import { SearchSuggestions, useSuggestions } from './SearchSuggestions';

/** The search box over the list. What is typed goes into the address after a moment of rest. */
export function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const t = useTranslations('search');
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [text, setText] = useState(q);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [own, setOwn] = useState<OwnSearches>([q]);
  // Where the caret is while somebody types; null when nothing should be suggested.
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const suggestions = useSuggestions(text, caret ?? 0, caret !== null);
  const items = suggestions?.items ?? [];
  // The address can change without us: by "back", or by a link to the inbox.
  if (own[0] !== q) {
    const noted = noteAddress(own, q);
    setOwn(noted.own);
    if (noted.isForeign && text.trim() !== q) setText(q);
  }

  useAfterRest(typed, (next) => {
    setOwn(([now, ...awaited]) => [now, ...awaited, next.trim()]);
    onSearch(next.trim());
  });
  const type = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setActive(-1);
    setTyped({ text: next, rest: 250 });
  };
  const choose = (item: Suggestion) => {
    if (suggestions === null) return;
    const isOpenEnded = item.text.endsWith(':');
    const before = text.slice(0, suggestions.from) + item.text + (isOpenEnded ? '' : ' ');
    type(before + text.slice(suggestions.to), before.length);
    if (!isOpenEnded) setCaret(null);
    input.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    // These keys belong to whoever composes a letter of several.
    if (event.nativeEvent.isComposing) {
      event.stopPropagation();
      return;
    }
    if (items.length === 0) {
      if (event.key === 'ArrowDown' && runCommand('back')) event.preventDefault();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = items[active];
    if (step !== undefined) setActive((active + step + items.length + 1) % (items.length + 1));
    else if (event.key === 'Escape') setCaret(null);
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  useCommand('search', () => {
    input.current?.focus();
    input.current?.select();
  });

  return (
    <SearchField
      aria-label={t('name')}
      value={text}
      onChange={(next) => type(next, input.current?.selectionStart ?? next.length)}
      onSubmit={(next) => {
        setCaret(null);
        setTyped({ text: next, rest: 0 });
      }}
      onClear={() => {
        setCaret(null);
        setTyped({ text: '', rest: 0 });
      }}
      onBlur={() => setCaret(null)}
      className="group relative flex items-center"
    >
      <Search aria-hidden className="pointer-events-none absolute start-2.5 size-4 text-text-3" strokeWidth={1.9} />
      <Input
        ref={input}
        placeholder={t('name')}
        dir="auto"
        onKeyDownCapture={press}
        autoComplete="off"
        spellCheck={false}
        {...(items.length > 0 && {
          'aria-controls': listId,
          'aria-autocomplete': 'list',
          ...(active >= 0 && active < items.length && { 'aria-activedescendant': `${listId}-${String(active)}` }),
        })}
        className="h-11 w-full rounded-m bg-sunken ps-8.5 pe-10 text-base text-text placeholder:text-text-3 max-md:text-[16px] fine:h-9 [&::-webkit-search-cancel-button]:hidden"
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute end-2.5 hidden rounded-xs px-1.5 font-sans text-2xs/[1.125rem] font-medium text-text-3 ring-1 ring-line-strong ring-inset md:group-data-[empty]:block"
      >
        /
      </kbd>
      <Button
        aria-label={t('clear')}
        className="absolute end-0 grid size-11 place-items-center rounded-m text-text-2 group-data-[empty]:hidden hover:text-text fine:size-9"
      >
        <X aria-hidden className="size-4" />
      </Button>
      {items.length > 0 && <SearchSuggestions id={listId} items={items} active={active} onChoose={choose} />}
    </SearchField>
  );
}
