'use client';

import { Braces, Copy, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';

import type { Message } from '@/lib/messages/message';

import { Menu, MenuItem, type MenuOpening } from './controls/Menu';
import { copyMessageLink, copyMessageText, textOf } from './message-acts';

/** What can be done with a message beside reading it. */
export function MessageMenuList({
  message,
  opening,
  onViewSource,
}: {
  message: Message;
  opening: MenuOpening;
  onViewSource: () => void;
}) {
  const t = useTranslations('messageMenu');
  return (
    <Menu name={t('name')} opening={opening}>
      {textOf(message) !== null && (
        <MenuItem icon={Copy} onAction={() => copyMessageText(message)}>
          {t('copyText')}
        </MenuItem>
      )}
      <MenuItem icon={Link2} onAction={() => copyMessageLink(message)}>
        {t('copyLink')}
      </MenuItem>
      <MenuItem icon={Braces} onAction={onViewSource}>
        {t('viewSource')}
      </MenuItem>
    </Menu>
  );
}
