import { Compass } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import { buttonLook } from '@/components/controls/button-look';
import { EmptyState } from '@/components/controls/EmptyState';

export default function NotFound() {
  const t = useTranslations('states');
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState isPage icon={Compass} title={t('noPage')}>
        {t('noPageMore')}
        <div className="mt-4">
          <Link href="/" className={buttonLook('plain')}>
            {t('toInbox')}
          </Link>
        </div>
      </EmptyState>
    </main>
  );
}
