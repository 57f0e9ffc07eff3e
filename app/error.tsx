'use client';

import { CloudOff } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { Button } from '@/components/controls/Button';
import { EmptyState } from '@/components/controls/EmptyState';

export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('states');
  // Code that is not on the server any more, or could not be fetched, comes with the whole page only.
  const retry = error.name === 'ChunkLoadError' ? () => window.location.reload() : reset;
  return (
    <main className="m-auto flex-1">
      <EmptyState isPage icon={CloudOff} title={t('failed')}>
        {t('failedMore')}
        <div className="mt-4">
          <Button onPress={retry}>{t('tryAgain')}</Button>
        </div>
      </EmptyState>
    </main>
  );
}
