'use client';

import { Menu as MenuIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';

import { Avatar } from '../controls/Avatar';
import { MenuButton } from '../controls/MenuButton';
import { useSession } from '../Session';

const AccountMenuList = dynamic(() => import('./AccountMenuList').then((module) => module.AccountMenuList), {
  ssr: false,
});

/** The button that shows who is signed in, and what they may choose. */
export function AccountMenu({ isOnBar = false }: { isOnBar?: boolean }) {
  const t = useTranslations('shell');
  const { name } = useSession();
  if (isOnBar) {
    return (
      <MenuButton
        menu={(opening) => <AccountMenuList opening={opening} isOnBar />}
        className="flex h-14 flex-col items-center justify-center gap-0.5 text-2xs font-[560] text-text-2 -outline-offset-2"
      >
        <MenuIcon aria-hidden className="size-5" strokeWidth={1.75} />
        {t('more')}
      </MenuButton>
    );
  }
  return (
    <MenuButton
      menu={(opening) => <AccountMenuList opening={opening} />}
      name={t('account')}
      className="grid place-items-center rounded-full transition-opacity hover:opacity-85"
    >
      <Avatar name={name} size="s" />
    </MenuButton>
  );
}
