'use client';

import { Braces, Copy, Link2, Mail } from 'lucide-react';
import { useTranslations } from 'next-intl';

import type { Message } from '@/lib/messages/message';

import { Menu, MenuItem, type MenuOpening } from '../controls/Menu';
import { useActOn } from '../inbox/use-act-on';
import { linkTo, textOf } from './message-acts';
import { useCopy } from '../hooks/use-copy';

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
  const copy = useCopy();
  const { mayAct, markUnreadFrom } = useActOn();
  const text = textOf(message);
  return (
    <Menu name={t('name')} opening={opening}>
      {text !== null && (
        <MenuItem icon={Copy} onAction={() => copy(text)}>
          {t('copyText')}
        </MenuItem>
      )}
      <MenuItem icon={Link2} onAction={() => copy(linkTo(message))}>
        {t('copyLink')}
      </MenuItem>
      {mayAct && (
        <MenuItem icon={Mail} onAction={() => void markUnreadFrom(message)}>
          {t('markUnreadFrom')}
        </MenuItem>
      )}
      <MenuItem icon={Braces} onAction={onViewSource}>
        {t('viewSource')}
      </MenuItem>
    </Menu>
  );
}
