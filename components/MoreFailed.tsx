'use client';

import { useTranslations } from 'next-intl';

import type { NextPage } from '@/lib/client/use-next-page';

import { Button } from './controls/Button';

/** Says at the end of a list that no more of it came, and offers to try again. */
export function MoreFailed({ next: { hasFailed, isLoading, retry } }: { next: NextPage }) {
  const t = useTranslations('states');
  if (!hasFailed) return null;
  return (
    <p className="flex items-center justify-between gap-3 px-2 py-1.5 text-sm text-text-2">
      {t('failedMore')}
      <Button look="inline" className="shrink-0" isPending={isLoading} onPress={retry}>
        {t('tryAgain')}
      </Button>
    </p>
  );
}
