'use client';

import { Braces, Copy, Ellipsis, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, MenuTrigger } from 'react-aria-components';

import type { Message } from '@/lib/messages/message';

import { Menu, MenuItem } from './controls/Menu';
import { isVisibleText } from './visible-text';
import { messageSourcePath, SourceDialog } from './ViewSource';

/** What can be done with a message beside reading it. */
export function MessageMenu({ message }: { message: Message }) {
  const t = useTranslations('messageMenu');
  const [showsSource, setShowsSource] = useState(false);
  const text = message.text ?? (message.kind === 'text' && message.content !== null ? message.content.text : null);

  const copyLink = () => {
    const link = `${window.location.origin}/conversations/${message.conversationId}?message=${message.id}`;
    void navigator.clipboard.writeText(link);
  };

  return (
    <>
      <MenuTrigger>
        <Button
          aria-label={t('name')}
          className="relative grid h-4 w-6 place-items-center rounded-s text-text-2 opacity-100 transition-opacity after:absolute after:-inset-x-2.5 after:-inset-y-3.5 hover:text-text focus-visible:opacity-100 aria-expanded:opacity-100 md:opacity-0 md:group-hover/message:opacity-100 md:after:-inset-1 [@media(hover:none)]:opacity-100"
        >
          <Ellipsis aria-hidden className="size-4" />
        </Button>
        <Menu>
          {isVisibleText(text) && (
            <MenuItem icon={Copy} onAction={() => void navigator.clipboard.writeText(text)}>
              {t('copyText')}
            </MenuItem>
          )}
          <MenuItem icon={Link2} onAction={copyLink}>
            {t('copyLink')}
          </MenuItem>
          <MenuItem
            icon={Braces}
            onAction={() => {
              setShowsSource(true);
            }}
          >
            {t('viewSource')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      <SourceDialog path={messageSourcePath(message.id)} isOpen={showsSource} onOpenChange={setShowsSource} />
    </>
  );
}
