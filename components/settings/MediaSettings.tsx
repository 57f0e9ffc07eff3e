'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** Where customers' files are, and how much room they take. */
export function MediaSettings() {
  const t = useTranslations('mediaSettings');
  return (
    <div className="space-y-3">
      <p className="max-w-prose">{t('kept')}</p>
      <Link href="/media" className="font-[560] text-accent-strong underline underline-offset-2">
        {t('all')}
      </Link>
    </div>
  );
}
