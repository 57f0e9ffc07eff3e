'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';

import { countsQuery } from '@/lib/client/installation-queries';

import { Logo } from '../controls/Logo';
import { AccountMenu } from './AccountMenu';
import { CountBadge } from './CountBadge';
import { currentView, views, type View } from './views';

/** The slim rail of views on a wide screen. */
export function Rail() {
  const t = useTranslations('shell');
  return (
    <div className="hidden w-15 shrink-0 flex-col items-center border-e border-line bg-surface py-3 md:flex">
      <Logo className="mb-3 size-8" />
      <nav aria-label={t('views')} className="flex w-full flex-1 flex-col">
        <ul className="flex flex-1 flex-col items-center gap-1">
          {views.map((view) => (
            <li key={view.name} className={view.name === 'problems' ? 'mt-auto' : ''}>
              <RailLink view={view} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-2">
        <AccountMenu />
      </div>
    </div>
  );
}

function RailLink({ view }: { view: View }) {
  const t = useTranslations('shell');
  const isCurrent = useCurrentView() === view.name;
  const { data: counts } = useQuery(countsQuery);
  const count = view.count === undefined ? 0 : (counts?.[view.count] ?? 0);
  const Icon = view.icon;
  return (
    <Link
      href={view.href}
      data-hint={t(`view.${view.name}`)}
      data-hint-placement="end"
      aria-label={count > 0 ? t('viewWithCount', { view: t(`view.${view.name}`), count }) : t(`view.${view.name}`)}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
      className="relative grid size-11 place-items-center rounded-m text-text-2 transition-colors hover:bg-hover hover:text-text aria-[current]:bg-accent-soft aria-[current]:text-accent-strong fine:size-10"
    >
      <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
      <CountBadge
        count={count}
        className="absolute -end-0.5 -top-0.5 ring-2 ring-surface"
        alert={view.name === 'problems'}
      />
    </Link>
  );
}

/** Which of the places is shown now. */
export function useCurrentView() {
  return currentView(usePathname(), useSearchParams().get('view'));
}
