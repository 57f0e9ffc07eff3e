'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { accountsQuery } from '@/lib/client/access-queries';
import type { Numbers, Role } from '@/lib/client/answers';
import { ask } from '@/lib/client/ask';

import { Field } from '../controls/Field';
import { WorkForm } from '../controls/WorkForm';
import { NumbersChoice } from './NumbersChoice';
import { RoleChoice } from './RoleChoice';
import { SecretMade } from './SecretMade';

/** Makes an account, and then gives the link with which its owner chooses a password. */
export function InviteForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('people');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [numbers, setNumbers] = useState<Numbers>('all');
  const inviting = useMutation({
    mutationFn: () =>
      ask('invited', '/api/accounts', {
        method: 'POST',
        body: { name, email, role, numbers: role === 'admin' ? 'all' : numbers },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
  if (inviting.isSuccess) {
    return (
      <SecretMade
        secret={inviting.data.link}
        name={t('copyLink')}
        more={t('invitedMore', { name })}
        done={t('done')}
        onDone={onDone}
      />
    );
  }
  return (
    <WorkForm work={inviting} look="dialog" failed={t('notInvited')} button={t('makeLink')}>
      <Field
        label={t('name')}
        value={name}
        onChange={setName}
        isRequired
        maxLength={100}
        autoComplete="off"
        autoFocus
      />
      <Field label={t('email')} type="email" value={email} onChange={setEmail} isRequired autoComplete="off" />
      <RoleChoice value={role} onChange={setRole} />
      {role !== 'admin' && <NumbersChoice value={numbers} onChange={setNumbers} />}
    </WorkForm>
  );
}
