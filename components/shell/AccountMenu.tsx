'use client';

import { useQuery } from '@tanstack/react-query';
import { Menu as MenuIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { countsQuery } from '@/lib/client/installation-queries';

import { Avatar } from '../controls/Avatar';
import { MenuButton } from '../controls/MenuButton';
import { later } from '../controls/later';
import { useSession } from '../Session';
import { CountBadge } from './CountBadge';

const AccountMenuList = later(() => import('./AccountMenuList').then((module) => module.AccountMenuList));

/** The button that shows who is signed in, and what they may choose. */
export function AccountMenu({ isOnBar = false }: { isOnBar?: boolean }) {
  const t = useTranslations('shell');
  const { name } = useSession();
  if (isOnBar) return <MoreMenu />;
  return (
    <MenuButton
      menu={(opening) => <AccountMenuList opening={opening} />}
      name={t('account')}
      className="relative grid place-items-center rounded-full transition-opacity after:absolute after:-inset-1 hover:opacity-85"
    >
      <Avatar name={name} size="s" />
    </MenuButton>
  );
}

/** On a phone: what is behind it may need somebody, so it tells how many problems there are. */
function MoreMenu() {
  const t = useTranslations('shell');
  const { data: counts } = useQuery(countsQuery);
  const count = counts?.problems ?? 0;
  return (
    <MenuButton
      menu={(opening) => <AccountMenuList opening={opening} isOnBar />}
      name={count > 0 ? t('moreWithProblems', { count }) : t('more')}
      className="flex h-14 flex-col items-center justify-center gap-0.5 text-2xs font-[560] text-text-2 -outline-offset-2"
    >
      <span className="relative">
        <MenuIcon aria-hidden className="size-5" strokeWidth={1.75} />
        <CountBadge count={count} className="absolute -end-2.5 -top-1.5 ring-2 ring-surface" alert />
      </span>
      {t('more')}
    </MenuButton>
  );
}
