'use client';

import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components';

/** A labelled line to write in. */
export function Field({
  label,
  description,
  placeholder,
  ...props
}: Omit<TextFieldProps, 'className' | 'children'> & { label: string; description?: string; placeholder?: string }) {
  return (
    <TextField {...props} className="flex flex-col gap-1.5">
      <Label className="text-sm font-[560]">{label}</Label>
      <Input
        {...(placeholder === undefined ? {} : { placeholder })}
        className="h-11 w-full rounded-m bg-sunken px-3 text-base text-text ring-1 ring-line-strong transition-shadow ring-inset placeholder:text-text-3 data-[invalid]:ring-danger max-md:text-[16px]"
      />
      {description !== undefined && (
        <Text slot="description" className="text-sm text-text-2">
          {description}
        </Text>
      )}
      <FieldError className="text-sm text-danger" />
    </TextField>
  );
}
