'use client';

import { ChevronDown, Search } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { Dispatch, SetStateAction } from 'react';
import {
  Button,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  Select,
  SelectValue,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';

import type { MediaFilter } from '@/lib/client/media-queries';
import type { MediaCounts } from '@/lib/messages/media-counts';

const types = ['image', 'video', 'audio', 'sticker', 'document'] as const;
const all = 'all';

/** Words, type and month of the files to show, each with how many there are. */
export function MediaFilters({
  filter,
  counts,
  onChange,
}: {
  filter: MediaFilter;
  counts: MediaCounts | null;
  onChange: Dispatch<SetStateAction<MediaFilter>>;
}) {
  const t = useTranslations('mediaList');
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2.5">
      <SearchField
        aria-label={t('search')}
        value={filter.q}
        onChange={(q) => onChange((now) => ({ ...now, q: q.trimStart() }))}
        className="relative flex w-full items-center sm:w-64"
      >
        <Search aria-hidden className="pointer-events-none absolute start-2.5 size-4 text-text-3" strokeWidth={1.9} />
        <Input
          placeholder={t('search')}
          className="h-11 w-full rounded-m bg-surface ps-8.5 pe-3 text-base text-text ring-1 ring-line placeholder:text-text-3 max-md:text-[16px] fine:h-9 [&::-webkit-search-cancel-button]:hidden"
        />
      </SearchField>
      <MonthSelect filter={filter} counts={counts} onChange={onChange} />
      <ToggleButtonGroup
        aria-label={t('types')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter.type ?? all]}
        onSelectionChange={(keys) => {
          onChange((now) => ({ ...now, type: types.find((type) => keys.has(type)) ?? null }));
        }}
        className="-mx-4 flex max-w-[100vw] gap-1.5 overflow-x-auto px-4 py-0.5 md:mx-0 md:px-0"
      >
        <TypeButton id={all} label={t('all')} count={null} />
        {types.map((type) => (
          <TypeButton
            key={type}
            id={type}
            label={t(`types_${type}`)}
            count={counts === null ? null : counts.types[type]}
          />
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

function TypeButton({ id, label, count }: { id: string; label: string; count: number | null }) {
  const format = useFormatter();
  return (
    <ToggleButton
      id={id}
      className="inline-flex min-h-11 min-w-11 shrink-0 items-center justify-center gap-1.5 rounded-full px-3.5 text-sm font-[560] text-text-2 ring-1 ring-line transition-colors ring-inset hover:bg-hover hover:text-text data-[selected]:bg-accent data-[selected]:text-on-accent data-[selected]:ring-transparent fine:min-h-8"
    >
      {label}
      {count !== null && <span className="tabular font-normal">{format.number(count)}</span>}
    </ToggleButton>
  );
}

function MonthSelect({
  filter,
  counts,
  onChange,
}: {
  filter: MediaFilter;
  counts: MediaCounts | null;
  onChange: Dispatch<SetStateAction<MediaFilter>>;
}) {
  const t = useTranslations('mediaList');
  const format = useFormatter();
  const nameOf = (month: string) =>
    format.dateTime(new Date(`${month}-15T12:00:00Z`), { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const months = counts?.months ?? (filter.month === null ? [] : [{ month: filter.month, count: null }]);
  const options = [
    { id: all, name: t('allMonths'), count: null },
    ...months.map(({ month, count }) => ({ id: month, name: nameOf(month), count })),
  ];
  return (
    <Select
      value={filter.month ?? all}
      onChange={(key) => onChange((now) => ({ ...now, month: key === all ? null : String(key) }))}
    >
      <Label className="sr-only">{t('month')}</Label>
      <Button className="inline-flex min-h-11 items-center gap-2 rounded-m bg-surface px-3 text-base ring-1 ring-line hover:bg-hover fine:min-h-9">
        <SelectValue />
        <ChevronDown aria-hidden className="size-4 text-text-2" />
      </Button>
      <Popover className="z-50 max-h-80 min-w-52 animate-appear overflow-auto rounded-m bg-raised p-1 shadow-2 ring-1 ring-line">
        <ListBox items={options} className="outline-none">
          {({ id, name, count }) => (
            <ListBoxItem
              id={id}
              textValue={name}
              className="flex min-h-11 items-center justify-between gap-6 rounded-s px-2.5 text-base -outline-offset-2 data-[focused]:bg-accent-soft data-[selected]:font-[620] fine:min-h-9"
            >
              <span>{name}</span>
              {count !== null && (
                <span className="tabular text-sm font-normal text-text-2">{format.number(count)}</span>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
