'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { signInsQuery } from '@/lib/client/access-queries';

import { Button } from '../controls/Button';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { Instant } from '../controls/Instant';

/** When somebody signed in to the reader's account, or tried to. */
export function SignInHistory() {
  const t = useTranslations('signIns');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(signInsQuery());
  if (error !== null) return <LoadFailed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-16 w-full" />;
  const signIns = data.pages.flatMap(({ items }) => items);
  return (
    <>
      {signIns.length === 0 && <p className="text-sm text-text-2">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {signIns.map(({ id, at, address, outcome }) => {
          const Icon = outcome === 'ok' ? CircleCheck : CircleX;
          return (
            <li key={id} className="flex items-center gap-3 py-2 first:pt-0">
              <Icon
                aria-hidden
                className={`size-4 shrink-0 ${outcome === 'ok' ? 'text-accent' : 'text-danger'}`}
                strokeWidth={1.9}
              />
              <p className="min-w-0 flex-1">
                {outcome === 'ok' ? t('ok') : outcome === 'wrong' ? t('wrong') : t('tooOften')}
                {address !== null && <bdi className="text-sm text-text-2"> · {address}</bdi>}
              </p>
              <Instant at={at} look="full" className="tabular text-sm text-text-2" />
            </li>
          );
        })}
      </ul>
      {hasNextPage && (
        <Button look="inline" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
