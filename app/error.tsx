'use client';

import { CloudOff } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { Button } from '@/components/controls/Button';
import { EmptyState } from '@/components/controls/EmptyState';

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('states');
  return (
    <main className="m-auto flex-1">
      <EmptyState isPage icon={CloudOff} title={t('failed')}>
        {t('failedMore')}
        <div className="mt-4">
          <Button onPress={reset}>{t('tryAgain')}</Button>
        </div>
      </EmptyState>
    </main>
  );
}
