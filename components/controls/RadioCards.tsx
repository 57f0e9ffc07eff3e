'use client';

import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';

/** One of a few choices, each with a line that explains it. */
export function RadioCards<Value extends string>({
  label,
  value,
  onChange,
  choices,
}: {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: { value: Value; title: string; more?: string }[];
}) {
  return (
    <RadioGroup
      value={value}
      onChange={(chosen) => {
        const next = choices.find((choice) => choice.value === chosen);
        if (next !== undefined) onChange(next.value);
      }}
    >
      <Label className="mb-1.5 block text-sm font-[560]">{label}</Label>
      <div className="space-y-1.5">
        {choices.map((choice) => (
          <RadioField key={choice.value} value={choice.value}>
            <RadioButton className="group flex min-h-11 cursor-pointer items-center gap-3 rounded-m px-3 py-2 ring-1 ring-line-strong ring-inset data-[selected]:bg-accent-soft data-[selected]:ring-accent">
              <span className="grid size-4 shrink-0 place-items-center rounded-full ring-2 ring-text-3 ring-inset group-data-[selected]:ring-[5px] group-data-[selected]:ring-accent" />
              <span>
                <span className="block font-[560]">{choice.title}</span>
                {choice.more !== undefined && <span className="block text-sm text-text-2">{choice.more}</span>}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
