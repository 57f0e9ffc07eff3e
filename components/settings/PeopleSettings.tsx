'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type SyntheticEvent } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';

import type { Role } from '@/lib/client/answers';
import { ApiProblem } from '@/lib/client/api-problem';
import { tell } from '@/lib/client/ask';
import { accountsQuery } from '@/lib/client/installation-queries';

import { Avatar } from '../controls/Avatar';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Field } from '../controls/Field';
import { LoadFailed } from '../controls/LoadFailed';
import { Notice } from '../controls/Notice';
import { Skeleton } from '../controls/Skeleton';
import { useSession } from '../Session';

/** Who can sign in; administrators only. */
export function PeopleSettings() {
  const t = useTranslations('accounts');
  const roles = useTranslations('shell.role');
  const { email } = useSession();
  const { data, error, refetch } = useQuery(accountsQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <div>
      {error !== null && <LoadFailed error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton className="h-16 w-full" />}
      <ul className="divide-y divide-line">
        {data?.items.map((account) => (
          <li key={account.id} className="flex items-center gap-3 py-2.5 first:pt-0">
            <Avatar name={account.name} size="s" />
            <div className="min-w-0 flex-1">
              <p className="truncate font-[560]">
                <bdi>{account.name}</bdi>
                {account.email === email && <span className="font-normal text-text-2"> {t('you')}</span>}
              </p>
              <p className="truncate text-sm text-text-2">{account.email}</p>
            </div>
            <span className="text-sm text-text-2">{roles(account.role)}</span>
          </li>
        ))}
      </ul>
      <div className="mt-3">
        <Button onPress={() => setAdding(true)}>
          <UserPlus aria-hidden className="size-4" />
          {t('add')}
        </Button>
      </div>
      <Dialog title={t('add')} isOpen={isAdding} onOpenChange={setAdding}>
        {(close) => <AccountForm onDone={close} />}
      </Dialog>
    </div>
  );
}

const roleNames: Role[] = ['viewer', 'operator', 'admin'];

function AccountForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('accounts');
  const roles = useTranslations('shell.role');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const adding = useMutation({
    mutationFn: () => tell('/api/auth/admin/create-user', { method: 'POST', body: { name, email, password, role } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey });
      onDone();
    },
  });
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <form onSubmit={add} className="space-y-4 overflow-y-auto px-5 pt-1 pb-6">
      <Field label={t('name')} value={name} onChange={setName} isRequired autoComplete="off" autoFocus />
      <Field label={t('email')} type="email" value={email} onChange={setEmail} isRequired autoComplete="off" />
      <Field
        label={t('password')}
        description={t('passwordMore')}
        type="password"
        value={password}
        onChange={setPassword}
        minLength={8}
        maxLength={128}
        isRequired
        autoComplete="new-password"
      />
      <RadioGroup
        value={role}
        onChange={(chosen) => {
          const next = roleNames.find((known) => known === chosen);
          if (next !== undefined) setRole(next);
        }}
      >
        <Label className="mb-1.5 block text-sm font-[560]">{t('role')}</Label>
        <div className="space-y-1.5">
          {roleNames.map((choice) => (
            <RadioField key={choice} value={choice}>
              <RadioButton className="group flex min-h-11 cursor-pointer items-center gap-3 rounded-m px-3 py-2 ring-1 ring-line-strong ring-inset data-[selected]:bg-accent-soft data-[selected]:ring-accent">
                <span className="grid size-4 shrink-0 place-items-center rounded-full ring-2 ring-text-3 ring-inset group-data-[selected]:ring-[5px] group-data-[selected]:ring-accent" />
                <span>
                  <span className="block font-[560]">{roles(choice)}</span>
                  <span className="block text-sm text-text-2">{t(`may.${choice}`)}</span>
                </span>
              </RadioButton>
            </RadioField>
          ))}
        </div>
      </RadioGroup>
      {adding.isError && (
        <div role="alert">
          <Notice icon={CircleAlert} tone="danger">
            {(adding.error instanceof ApiProblem ? adding.error.detail : null) ?? t('notAdded')}
          </Notice>
        </div>
      )}
      <div className="flex justify-end">
        <Button look="primary" type="submit" isPending={adding.isPending}>
          {t('create')}
        </Button>
      </div>
    </form>
  );
}
