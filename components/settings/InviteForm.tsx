'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, type SyntheticEvent } from 'react';

import { accountsQuery } from '@/lib/client/access-queries';
import type { Numbers, Role } from '@/lib/client/answers';
import { ask } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Failed } from '../controls/Failed';
import { Field } from '../controls/Field';
import { NumbersChoice } from './NumbersChoice';
import { RoleChoice } from './RoleChoice';
import { SecretToCopy } from './SecretToCopy';

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
  const invite = (event: SyntheticEvent) => {
    event.preventDefault();
    inviting.mutate();
  };
  if (inviting.isSuccess) {
    return (
      <div className="space-y-4 overflow-y-auto px-5 pt-1 pb-6">
        <SecretToCopy secret={inviting.data.link} name={t('copyLink')} more={t('invitedMore', { name })} />
        <div className="flex justify-end">
          <Button look="primary" onPress={onDone}>
            {t('done')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form onSubmit={invite} className="space-y-4 overflow-y-auto px-5 pt-1 pb-6">
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
      <Failed error={inviting.error} otherwise={t('notInvited')} />
      <div className="flex justify-end">
        <Button look="primary" type="submit" isPending={inviting.isPending}>
          {t('makeLink')}
        </Button>
      </div>
    </form>
  );
}
