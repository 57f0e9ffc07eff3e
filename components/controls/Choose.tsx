'use client';

import { ChevronDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

/** One of many choices, from a list that opens. */
export function Choose({
  label,
  value,
  onChange,
  choices,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: { value: string; title: string }[];
}) {
  return (
    <Select
      value={value}
      onChange={(key) => onChange(key === null ? '' : String(key))}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <Label className="text-sm font-[560]">{label}</Label>
      <Button className="flex h-11 items-center justify-between gap-2 rounded-m bg-sunken px-3 text-base ring-1 ring-line-strong ring-inset">
        <SelectValue className="truncate" />
        <ChevronDown aria-hidden className="size-4 shrink-0 text-text-2" />
      </Button>
      <Popover className="z-50 max-h-80 min-w-(--trigger-width) animate-appear overflow-auto rounded-m bg-raised p-1 shadow-2 ring-1 ring-line">
        <ListBox className="outline-none">
          {choices.map((choice) => (
            <ListBoxItem
              key={choice.value}
              id={choice.value}
              textValue={choice.title}
              className="selected:font-[600] selected:text-accent-strong flex min-h-11 cursor-default items-center rounded-s px-2.5 -outline-offset-2 focus:bg-accent-soft fine:min-h-9"
            >
              {choice.title}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
