'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Laptop } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { sessionsQuery } from '@/lib/client/access-queries';
import { tell } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Confirm } from '../controls/Confirm';
import { Failed } from '../controls/Failed';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { Instant } from '../controls/Instant';

/** Where an account is signed in, and how to end it: the reader's own, or, for administrators, another one's. */
export function SessionList({ accountId }: { accountId: string | null }) {
  const t = useTranslations('sessions');
  const queryClient = useQueryClient();
  const { queryKey, ...query } = sessionsQuery(accountId);
  const { data, error, refetch } = useQuery({ queryKey, ...query });
  const [isAsking, setAsking] = useState(false);
  const ending = useMutation({
    mutationFn: (id: string) => tell(`/api/account/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });
  const endingAll = useMutation({
    mutationFn: () =>
      tell(`${accountId === null ? '/api/account' : `/api/accounts/${encodeURIComponent(accountId)}`}/sessions`, {
        method: 'DELETE',
      }),
    onSuccess: async () => {
      setAsking(false);
      // One's own session is over too.
      if (accountId === null) window.location.assign('/sign-in');
      else await queryClient.invalidateQueries({ queryKey });
    },
  });
  if (error !== null) return <LoadFailed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-16 w-full" />;
  return (
    <div className="space-y-3">
      {data.items.length === 0 && <p className="text-sm text-text-2">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {data.items.map((session) => (
          <li key={session.id} className="flex items-center gap-3 py-2.5 first:pt-0">
            <Laptop aria-hidden className="size-5 shrink-0 text-text-2" strokeWidth={1.6} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-[560]">
                <bdi>{session.browser ?? t('unknownBrowser')}</bdi>
                {session.system !== null && <bdi> · {session.system}</bdi>}
                {session.current && <span className="font-normal text-accent-strong"> · {t('current')}</span>}
              </p>
              <p className="text-sm text-text-2">
                {t.rich('since', { at: () => <Instant at={session.createdAt} look="full" /> })}
                {session.address !== null && <bdi> · {session.address}</bdi>}
              </p>
            </div>
            {accountId === null && !session.current && (
              <Button look="inlineDanger" isDisabled={ending.isPending} onPress={() => ending.mutate(session.id)}>
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Failed error={ending.error} otherwise={t('notEnded')} />
      {data.items.length > 0 && <Button onPress={() => setAsking(true)}>{t('endAll')}</Button>}
      <Confirm
        title={t('endAllTitle')}
        confirm={t('endAll')}
        isOpen={isAsking}
        onOpenChange={setAsking}
        act={endingAll}
      >
        {accountId === null ? t('endAllOwn') : t('endAllOther')}
      </Confirm>
    </div>
  );
}
