'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';

import { countsQuery } from '@/lib/client/installation-queries';

import { AccountMenu } from './AccountMenu';
import { CountBadge } from './CountBadge';
import { useCurrentView } from './Rail';
import { views, type ViewName } from './views';

const shown: ViewName[] = ['all', 'media', 'places', 'orders'];

/** The views on a phone; unread, new and done ones stand above the list there. */
export function BottomBar() {
  const t = useTranslations('shell');
  const current = useCurrentView();
  const { data: counts } = useQuery(countsQuery);
  const isReading = usePathname().startsWith('/conversations/');
  const isInbox = current === 'all' || current === 'unread' || current === 'newChats' || current === 'done';
  // A thread needs the whole screen of a phone, and has its own way back.
  if (isReading) return null;
  return (
    <nav
      aria-label={t('views')}
      className="grid shrink-0 grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {views
        .filter(({ name }) => shown.includes(name))
        .map(({ name, href, icon: Icon }) => {
          const isCurrent = name === current || (name === 'all' && isInbox);
          const count = name === 'all' ? (counts?.unread ?? 0) : 0;
          return (
            <Link
              key={name}
              href={href}
              {...(isCurrent ? { 'aria-current': 'page' } : {})}
              className="flex h-14 flex-col items-center justify-center gap-0.5 text-2xs font-[560] text-text-2 -outline-offset-2 aria-[current]:text-accent-strong"
            >
              <span className="relative">
                <Icon aria-hidden className="size-5" strokeWidth={1.75} />
                <CountBadge count={count} className="absolute -end-2.5 -top-1.5 ring-2 ring-surface" />
              </span>
              {name === 'all' ? t('inbox') : t(`view.${name}`)}
              {count > 0 && <span className="sr-only">{t('unreadCount', { count })}</span>}
            </Link>
          );
        })}
      <AccountMenu isOnBar />
    </nav>
  );
}
