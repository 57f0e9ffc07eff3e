import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import { buttonLook } from '@/components/controls/button-look';
import { EmptyState } from '@/components/controls/EmptyState';

export default function ConversationNotFound() {
  const t = useTranslations('states');
  return (
    <div className="m-auto flex-1">
      <EmptyState icon={SearchX} title={t('noConversation')}>
        {t('noConversationMore')}
        <div className="mt-4">
          <Link href="/" className={buttonLook('plain')}>
            {t('toInbox')}
          </Link>
        </div>
      </EmptyState>
    </div>
  );
}
