'use client';

import { CloudOff } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { Button } from './Button';

/** Says that code could not be loaded: try again when the connection is back, or reload what is older than the server. */
export function MissingPart({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('states');
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 rounded-m bg-notice ps-3.5 pe-2 text-sm text-notice-text"
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      <p className="min-w-48 flex-1 py-2.5">{t('missingPart')}</p>
      <Button look="quiet" className="!px-3 !text-notice-text" onPress={onRetry}>
        {t('tryAgain')}
      </Button>
      <Button look="quiet" className="!px-3 !text-notice-text" onPress={() => window.location.reload()}>
        {t('reload')}
      </Button>
    </div>
  );
}
