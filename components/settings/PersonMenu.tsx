'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, Ellipsis, KeyRound, Laptop, Pencil, Trash2, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { accountsQuery } from '@/lib/client/access-queries';
import type { Account } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';

import { Confirm } from '../controls/Confirm';
import { Dialog } from '../controls/Dialog';
import { Menu, MenuItem } from '../controls/Menu';
import { MenuButton } from '../controls/MenuButton';
import { PasswordLinkForm } from './PasswordLinkForm';
import { PersonForm } from './PersonForm';
import { SessionList } from './SessionList';

type Opened = 'edit' | 'link' | 'sessions' | 'ban' | 'delete' | null;

/** What an administrator can do with somebody's account. */
export function PersonMenu({ account }: { account: Account }) {
  const t = useTranslations('people');
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<Opened>(null);
  const path = `/api/accounts/${encodeURIComponent(account.id)}`;
  const close = () => setOpened(null);
  const onSuccess = async () => {
    await queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey });
    close();
  };
  const banning = useMutation({
    mutationFn: () => tell(path, { method: 'PATCH', body: { banned: !account.banned } }),
    onSuccess,
  });
  const deleting = useMutation({ mutationFn: () => tell(path, { method: 'DELETE' }), onSuccess });
  const openedAs = (which: Opened) => ({ isOpen: opened === which, onOpenChange: close });
  const { name } = account;
  return (
    <>
      <MenuButton
        name={t('more', { name })}
        className="grid size-11 shrink-0 place-items-center rounded-m text-text-2 transition-colors hover:bg-hover hover:text-text fine:size-9"
        menu={(opening) => (
          <Menu opening={opening} name={t('more', { name })}>
            <MenuItem icon={Pencil} onAction={() => setOpened('edit')}>
              {t('edit')}
            </MenuItem>
            <MenuItem icon={KeyRound} onAction={() => setOpened('link')}>
              {account.invited ? t('inviteAgain') : t('reset')}
            </MenuItem>
            <MenuItem icon={Laptop} onAction={() => setOpened('sessions')}>
              {t('sessions')}
            </MenuItem>
            {!account.self && (
              <>
                <MenuItem icon={account.banned ? Undo2 : Ban} onAction={() => setOpened('ban')}>
                  {account.banned ? t('unban') : t('ban')}
                </MenuItem>
                <MenuItem icon={Trash2} onAction={() => setOpened('delete')}>
                  {t('delete')}
                </MenuItem>
              </>
            )}
          </Menu>
        )}
      >
        <Ellipsis aria-hidden className="size-4.5" strokeWidth={1.75} />
      </MenuButton>
      <Dialog title={t('edit')} {...openedAs('edit')}>
        {() => <PersonForm account={account} onDone={close} />}
      </Dialog>
      <Dialog title={account.invited ? t('inviteAgain') : t('reset')} {...openedAs('link')}>
        {() => <PasswordLinkForm account={account} />}
      </Dialog>
      <Dialog title={t('sessionsOf', { name })} {...openedAs('sessions')}>
        {() => (
          <div className="overflow-y-auto px-5 pt-1 pb-6">
            <SessionList accountId={account.id} />
          </div>
        )}
      </Dialog>
      <Confirm
        title={account.banned ? t('unbanTitle', { name }) : t('banTitle', { name })}
        confirm={account.banned ? t('unban') : t('ban')}
        isDangerous={!account.banned}
        act={banning}
        {...openedAs('ban')}
      >
        {account.banned ? t('unbanMore') : t('banMore')}
      </Confirm>
      <Confirm title={t('deleteTitle', { name })} confirm={t('delete')} act={deleting} {...openedAs('delete')}>
        {t('deleteMore')}
      </Confirm>
    </>
  );
}
