'use client';

import { useQuery } from '@tanstack/react-query';
import { Keyboard, LogOut, Monitor, Moon, Settings, Sun, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Header, MenuSection, Separator } from 'react-aria-components';

import { countsQuery } from '@/lib/client/installation-queries';
import { signOut } from '@/lib/client/sign-out';
import { useTheme, type Theme } from '@/lib/client/use-theme';

import { Menu, MenuItem, type MenuOpening } from '../controls/Menu';
import { useSession } from '../Session';
import { openSheet } from './sheets';

const themes = [
  { theme: 'system', icon: Monitor },
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
] as const;

/** Who is signed in, how it looks, and the way out. On a phone also the views that its bar has no room for. */
export function AccountMenuList({ opening, isOnBar = false }: { opening: MenuOpening; isOnBar?: boolean }) {
  const t = useTranslations('shell');
  const { name, email, role } = useSession();
  const { data: counts } = useQuery(countsQuery);
  const problems = counts?.problems ?? 0;
  const [theme, setTheme] = useTheme();
  return (
    <Menu name={t('account')} opening={opening} placement={isOnBar ? 'top end' : 'right bottom'}>
      <MenuSection>
        <Header className="px-2.5 pt-2 pb-1.5">
          <bdi className="block truncate font-[620]">{name}</bdi>
          <span className="block truncate text-sm text-text-2">{email}</span>
          <span className="block text-xs text-text-2">{t(`role.${role}`)}</span>
        </Header>
      </MenuSection>
      {isOnBar && (
        <MenuSection aria-label={t('views')} className="border-t border-line py-1">
          <MenuItem icon={TriangleAlert} href="/problems">
            {problems > 0 ? t('viewWithCount', { view: t('view.problems'), count: problems }) : t('view.problems')}
          </MenuItem>
          <MenuItem icon={Settings} href="/settings">
            {t('view.settings')}
          </MenuItem>
        </MenuSection>
      )}
      <MenuSection
        className="border-t border-line py-1"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={(keys) => {
          const chosen = themes.find((choice) => keys !== 'all' && keys.has(choice.theme));
          if (chosen) setTheme(chosen.theme satisfies Theme);
        }}
      >
        <Header className="px-2.5 pt-1.5 pb-1 text-xs font-semibold text-text-2">{t('appearance')}</Header>
        {themes.map(({ theme: choice, icon }) => (
          <MenuItem key={choice} id={choice} icon={icon}>
            {t(`theme.${choice}`)}
          </MenuItem>
        ))}
      </MenuSection>
      <Separator className="my-1 h-px bg-line" />
      <MenuItem icon={Keyboard} onAction={() => openSheet('keys')}>
        {t('shortcuts')}
      </MenuItem>
      <MenuItem icon={LogOut} onAction={() => void signOut()}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  );
}
