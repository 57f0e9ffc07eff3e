'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { accountsQuery } from '@/lib/client/access-queries';
import type { Account, Numbers, Role } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';

import { Field } from '../controls/Field';
import { WorkForm } from '../controls/WorkForm';
import { NumbersChoice } from './NumbersChoice';
import { RoleChoice } from './RoleChoice';

/** Changes somebody's name, role and business numbers. */
export function PersonForm({ account, onDone }: { account: Account; onDone: () => void }) {
  const t = useTranslations('people');
  const queryClient = useQueryClient();
  const [name, setName] = useState(account.name);
  const [role, setRole] = useState<Role>(account.role);
  const [numbers, setNumbers] = useState<Numbers>(account.numbers);
  const saving = useMutation({
    mutationFn: () =>
      tell(`/api/accounts/${encodeURIComponent(account.id)}`, {
        method: 'PATCH',
        body: { name, ...(!account.self && { role, numbers: role === 'admin' ? 'all' : numbers }) },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey });
      onDone();
    },
  });
  return (
    <WorkForm work={saving} look="dialog" failed={t('notSaved')} button={t('save')}>
      <Field label={t('name')} value={name} onChange={setName} isRequired maxLength={100} autoComplete="off" />
      {account.self ? (
        <p className="text-sm text-text-2">{t('ownRole')}</p>
      ) : (
        <>
          <RoleChoice value={role} onChange={setRole} />
          {role !== 'admin' && <NumbersChoice value={numbers} onChange={setNumbers} />}
        </>
      )}
    </WorkForm>
  );
}
