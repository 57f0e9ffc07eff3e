'use client';

import { useTranslations } from 'next-intl';

import type { Role } from '@/lib/client/answers';

import { RadioCards } from '../controls/RadioCards';

const roleNames: Role[] = ['viewer', 'operator', 'admin'];

/** What somebody may do. */
export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const t = useTranslations('people');
  const roles = useTranslations('shell.role');
  return (
    <RadioCards
      label={t('role')}
      value={value}
      onChange={onChange}
      choices={roleNames.map((name) => ({ value: name, title: roles(name), more: t(`may.${name}`) }))}
    />
  );
}
