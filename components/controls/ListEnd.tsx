'use client';

import { useTranslations } from 'next-intl';

import type { NextPage } from '@/lib/client/use-next-page';

import { Button } from './Button';
import { Skeleton } from './Skeleton';

/** Says at the end of a list that more of it is coming, or that it did not come, and offers to try again. */
export function ListEnd({ next: { hasMore, isLoading, hasFailed, retry } }: { next: NextPage }) {
  const t = useTranslations('states');
  if (!hasMore) return null;
  if (hasFailed) {
    return (
      <p className="flex items-center justify-between gap-3 px-2 py-1.5 text-sm text-text-2">
        {t('failedMore')}
        <Button look="inline" className="shrink-0" isPending={isLoading} onPress={retry}>
          {t('tryAgain')}
        </Button>
      </p>
    );
  }
  return (
    <div aria-busy={isLoading} className="p-4">
      <span className="sr-only">{t('loadingMore')}</span>
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
