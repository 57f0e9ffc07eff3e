'use client';

import { CloudOff } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { useLiveUpdates } from '@/lib/client/use-live-updates';

/** Keeps the page up to date, and says so when it cannot. */
export function LiveBanner() {
  const t = useTranslations('live');
  const state = useLiveUpdates();
  return (
    <div role="status" className="contents">
      {state === 'lost' && (
        <p className="flex shrink-0 items-center justify-center gap-2 bg-notice px-4 py-1.5 text-sm text-notice-text">
          <CloudOff aria-hidden className="size-4 shrink-0" />
          {t('lost')}
        </p>
      )}
    </div>
  );
}
