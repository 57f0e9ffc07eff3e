'use client';

import { CloudOff, Lock, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { ApiProblem } from '@/lib/client/api-problem';

import { Button } from './Button';
import { EmptyState } from './EmptyState';

/** Says why something could not be loaded, and offers to try again where that may help. */
export function LoadFailed({ error, retry }: { error: Error; retry: () => void }) {
  const t = useTranslations('states');
  if (error instanceof ApiProblem && error.status === 403) {
    return (
      <EmptyState icon={Lock} title={t('forbidden')}>
        {t('forbiddenMore')}
      </EmptyState>
    );
  }
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <EmptyState icon={SearchX} title={t('notFound')}>
        {t('notFoundMore')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={CloudOff} title={t('failed')}>
      {t('failedMore')}
      <div className="mt-4">
        <Button onPress={retry}>{t('tryAgain')}</Button>
      </div>
    </EmptyState>
  );
}
