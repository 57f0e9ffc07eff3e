'use client';

import { SwitchButton, SwitchField, type SwitchFieldProps } from 'react-aria-components';

/** A setting that is on or off, with its words before it. */
export function Toggle({
  label,
  description,
  ...props
}: Omit<SwitchFieldProps, 'className' | 'children'> & { label: string; description?: string }) {
  return (
    <SwitchField {...props}>
      <SwitchButton className="group flex min-h-11 items-center justify-between gap-6">
        <span>
          <span className="block font-[560]">{label}</span>
          {description !== undefined && <span className="mt-0.5 block text-sm text-text-2">{description}</span>}
        </span>
        <span className="flex h-6 w-10 shrink-0 items-center rounded-full bg-line-strong p-0.5 transition-colors group-data-[disabled]:opacity-50 group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-focus group-data-[selected]:bg-accent">
          <span className="size-5 rounded-full bg-white shadow-1 transition-transform group-data-[selected]:translate-x-4 rtl:group-data-[selected]:-translate-x-4" />
        </span>
      </SwitchButton>
    </SwitchField>
  );
}
