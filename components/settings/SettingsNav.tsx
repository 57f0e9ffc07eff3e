'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';

import { useSession } from '../Session';
import { sections, sectionsFor, type SectionName } from './sections';

/** The sections of the settings: beside the open one on a wide screen, a page of their own on a phone. */
export function SettingsNav() {
  const t = useTranslations('settings');
  const { role } = useSession();
  const isIndex = usePathname() === '/settings';
  return (
    <nav
      aria-label={t('title')}
      className={`shrink-0 overflow-y-auto bg-surface px-3 py-5 md:block md:w-60 md:border-e md:border-line ${isIndex ? 'max-md:w-full' : 'max-md:hidden'}`}
    >
      {isIndex && <h1 className="px-3 pb-4 text-xl font-[660] tracking-tight md:hidden">{t('title')}</h1>}
      <p className="px-3 pb-4 text-lg font-[660] tracking-tight max-md:hidden">{t('title')}</p>
      {sectionsFor(role).map(({ group, sections: names }) => (
        <div key={group} className="mb-4">
          <p aria-hidden className="px-3 pb-1 text-xs font-semibold text-text-3">
            {t(`group.${group}`)}
          </p>
          <ul aria-label={t(`group.${group}`)}>
            {names.map((name) => (
              <li key={name}>
                <SectionLink name={name} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function SectionLink({ name }: { name: SectionName }) {
  const t = useTranslations('settings');
  const pathname = usePathname();
  const isCurrent = pathname === `/settings/${name}`;
  // A wide screen shows the first section beside the list when none is chosen.
  const isShownFirst = pathname === '/settings' && name === 'account';
  const Icon = sections[name].icon;
  return (
    <Link
      href={`/settings/${name}`}
      {...(isCurrent || isShownFirst ? { 'aria-current': 'page' } : {})}
      className={`flex min-h-12 items-center gap-3 rounded-m px-3 font-[540] text-text-2 transition-colors hover:bg-hover hover:text-text fine:min-h-9 ${isShownFirst ? 'md:bg-accent-soft md:text-accent-strong' : 'aria-[current]:bg-accent-soft aria-[current]:text-accent-strong'}`}
    >
      <Icon aria-hidden className="size-4.5 shrink-0" strokeWidth={1.75} />
      <span className="flex-1">{t(`section.${name}.title`)}</span>
      <ChevronRight aria-hidden className="size-4 text-text-3 md:hidden rtl:rotate-180" />
    </Link>
  );
}
