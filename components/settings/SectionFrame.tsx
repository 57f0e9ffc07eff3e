import { ArrowLeft, Lock } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { EmptyState } from '../controls/EmptyState';
import type { SectionName } from './sections';

/** One section of the settings: its title, what it is for, and its content; or that the reader's role may not see it. */
export function SectionFrame({
  name,
  isAllowed,
  children,
}: {
  name: SectionName;
  isAllowed: boolean;
  children: ReactNode;
}) {
  const t = useTranslations('settings');
  const states = useTranslations('states');
  return (
    <div className="w-full max-w-3xl px-4 py-4 md:px-10 md:py-7">
      <Link
        href="/settings"
        className="-ms-2 mb-1 inline-flex min-h-11 items-center gap-1.5 rounded-m px-2 font-[560] text-accent-strong md:hidden"
      >
        <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
        {t('title')}
      </Link>
      {isAllowed ? (
        <>
          <h1 className="text-xl font-[660] tracking-tight">{t(`section.${name}.title`)}</h1>
          <p className="mt-1 mb-6 max-w-prose text-text-2">{t(`section.${name}.intro`)}</p>
          {children}
        </>
      ) : (
        <EmptyState isPage icon={Lock} title={states('forbidden')}>
          {states('forbiddenMore')}
        </EmptyState>
      )}
    </div>
  );
}
