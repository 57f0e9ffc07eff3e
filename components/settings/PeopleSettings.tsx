'use client';

import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { accountsQuery } from '@/lib/client/access-queries';
import type { Account } from '@/lib/client/answers';

import { Avatar } from '../controls/Avatar';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { Instant } from '../controls/Instant';
import { InviteForm } from './InviteForm';
import { PersonMenu } from './PersonMenu';

/** Who can sign in; administrators only. */
export function PeopleSettings() {
  const t = useTranslations('people');
  const { data, error, refetch } = useQuery(accountsQuery);
  const [isInviting, setInviting] = useState(false);
  return (
    <>
      {error !== null && <LoadFailed error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton className="h-16 w-full" />}
      <ul aria-label={t('list')} className="divide-y divide-line border-y border-line">
        {data?.items.map((account) => (
          <Person key={account.id} account={account} />
        ))}
      </ul>
      <div className="mt-4">
        <Button look="primary" onPress={() => setInviting(true)}>
          <UserPlus aria-hidden className="size-4" />
          {t('invite')}
        </Button>
      </div>
      <Dialog title={t('invite')} isOpen={isInviting} onOpenChange={setInviting}>
        {(close) => <InviteForm onDone={close} />}
      </Dialog>
    </>
  );
}

function Person({ account }: { account: Account }) {
  const t = useTranslations('people');
  const roles = useTranslations('shell.role');
  return (
    <li className="flex items-center gap-3 py-3">
      <Avatar name={account.name} size="m" />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <bdi className="max-w-full truncate font-[580]">{account.name}</bdi>
          {account.self && <span className="text-sm text-text-2">{t('you')}</span>}
          {account.invited && <Mark tone="bg-accent-soft text-accent-strong">{t('invited')}</Mark>}
          {account.banned && <Mark tone="bg-danger-soft text-danger">{t('banned')}</Mark>}
        </p>
        <p className="truncate text-sm text-text-2">
          <bdi>{account.email}</bdi>
        </p>
        <p className="text-sm text-text-2">
          {roles(account.role)}
          {account.numbers !== 'all' && ` · ${t('numbersCount', { count: account.numbers.length })}`}
          {account.lastSeenAt !== null && (
            <>
              {' · '}
              {t.rich('lastSeen', { at: () => <Instant at={account.lastSeenAt ?? ''} look="short" /> })}
            </>
          )}
        </p>
      </div>
      <PersonMenu account={account} />
    </li>
  );
}

function Mark({ tone, children }: { tone: string; children: string }) {
  return <span className={`rounded-full px-2 py-px text-xs font-[560] ${tone}`}>{children}</span>;
}
