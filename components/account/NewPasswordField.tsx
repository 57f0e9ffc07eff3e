'use client';

import { useTranslations } from 'next-intl';

import { Field } from '../controls/Field';

/** Where somebody chooses a password; what it needs is said beside it. */
export function NewPasswordField({
  label,
  value,
  onChange,
  autoFocus = false,
}: {
  label: string;
  value: string;
  onChange: (password: string) => void;
  autoFocus?: boolean;
}) {
  const t = useTranslations('newPassword');
  return (
    <Field
      label={label}
      description={t('more')}
      type="password"
      value={value}
      onChange={onChange}
      isRequired
      minLength={8}
      maxLength={128}
      autoComplete="new-password"
      autoFocus={autoFocus}
    />
  );
}
