'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { accountsQuery, auditQuery } from '@/lib/client/access-queries';
import type { AuditEntry } from '@/lib/client/answers';
import { useNextPage } from '@/lib/client/use-next-page';

import { Choose } from '../controls/Choose';
import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { Instant } from '../controls/Instant';
import { LoadMore } from '../controls/LoadMore';
import { AuditHead } from './AuditHead';

/** With what the names of acts begin. */
const subjects = {
  'sign-': 'signIn',
  refused: 'refused',
  'account.': 'account',
  'session.': 'session',
  'token.': 'token',
  'webhook.': 'webhook',
  'conversation.': 'conversation',
  'customer.': 'customer',
  'media.': 'media',
  message: 'message',
  problem: 'problem',
  'business-number.': 'businessNumber',
  'settings.': 'settings',
  'samples.': 'samples',
  exported: 'exported',
  'view.': 'view',
} as const;

/** Who did what, when and from where: the record that nobody can change; administrators only. */
export function AuditSettings() {
  const t = useTranslations('audit');
  const [userId, setUserId] = useState('');
  const [action, setAction] = useState('');
  const { data: accounts } = useQuery(accountsQuery);
  const query = useInfiniteQuery(auditQuery({ userId, action }));
  const next = useNextPage(query, `${userId} ${action}`);
  const entries = query.data?.pages.flatMap(({ items }) => items);
  const names = new Map(accounts?.items.map(({ id, name }) => [`account ${id}`, name]));
  return (
    <>
      <AuditHead />
      <div className="mb-5 grid gap-3 sm:grid-cols-2">
        <Choose
          label={t('who')}
          value={userId}
          onChange={setUserId}
          choices={[
            { value: '', title: t('everybody') },
            ...(accounts?.items ?? []).map(({ id, name, email }) => ({ value: id, title: `${name} · ${email}` })),
          ]}
        />
        <Choose
          label={t('what')}
          value={action}
          onChange={setAction}
          choices={[
            { value: '', title: t('everything') },
            ...Object.entries(subjects).map(([value, subject]) => ({ value, title: t(`subject.${subject}`) })),
          ]}
        />
      </div>
      {entries === undefined && query.error !== null && (
        <LoadFailed error={query.error} retry={() => void query.refetch()} />
      )}
      {entries === undefined && query.error === null && <Skeleton className="h-40 w-full" />}
      {entries?.length === 0 && <EmptyState icon={ScrollText} title={t('none')} />}
      <ol aria-label={t('list')} className="divide-y divide-line">
        {entries?.map((entry) => (
          <Entry key={entry.id} entry={entry} subject={names.get(entry.subject ?? '') ?? entry.subject} />
        ))}
      </ol>
      <LoadMore next={next} />
    </>
  );
}

function Entry({ entry, subject }: { entry: AuditEntry; subject: string | null }) {
  const t = useTranslations('audit');
  return (
    <li className="grid gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto]">
      <p className="min-w-0">
        <code className="font-mono text-sm">{entry.action}</code>
        {[subject, entry.outcome].map(
          (part) =>
            part !== null && (
              <span key={part} className="text-sm text-text-2">
                {' · '}
                <bdi>{part}</bdi>
              </span>
            ),
        )}
      </p>
      <Instant at={entry.at} look="full" className="tabular text-sm text-text-2 sm:text-end" />
      <p className="min-w-0 truncate text-sm text-text-2 sm:col-span-2">
        <bdi>{entry.who ?? t('nobody')}</bdi>
        {entry.address !== null && <bdi> · {entry.address}</bdi>}
      </p>
    </li>
  );
}
