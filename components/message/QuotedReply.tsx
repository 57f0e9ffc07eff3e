'use client';

import { useTranslations } from 'next-intl';
import { Button } from 'react-aria-components';

import type { Message } from '@/lib/messages/message';

import { KindIcon } from './KindIcon';
import { useThreadActions } from './ThreadContext';

const look =
  'mb-1.5 block w-full min-w-40 rounded-s border-s-[3px] bg-quote px-2.5 py-1.5 text-start text-sm text-text-2';

/** What a message replies to: a button that goes there, when the original is here. */
export function QuotedReply({ message }: { message: Message }) {
  const t = useTranslations('quoted');
  const { customerName, sideOf, jumpTo } = useThreadActions();
  const { quoted } = message;
  if (quoted === null) return null;

  if (quoted.state === 'unknown') {
    return (
      <div className={`${look} border-line-strong`}>
        <span className="block text-xs font-[620]">{t('notHere')}</span>
        {message.messageContext !== null && (
          <code dir="auto" className="theirs line-clamp-2 font-mono text-xs">
            {message.messageContext}
          </code>
        )}
      </div>
    );
  }

  const side = sideOf(quoted.messageId);
  const author = side === 'MT' ? t('you') : (customerName ?? t('customer'));
  const isErased = quoted.state === 'erased';
  return (
    <Button
      className={`${look} border-accent transition-colors hover:bg-line`}
      aria-label={isErased ? t('goToErased') : t('goTo', { author, preview: quoted.preview })}
      onPress={() => {
        jumpTo(quoted.messageId, message.id);
      }}
    >
      <bdi className="block truncate text-xs font-[620] text-accent-strong">
        {side === null ? t('original') : author}
      </bdi>
      {isErased ? (
        <span className="italic">{t('erased')}</span>
      ) : (
        <span className="flex items-center gap-1.5">
          {quoted.kind !== 'text' && <KindIcon kind={quoted.kind} />}
          <span dir="auto" className="theirs line-clamp-2 min-w-0 flex-1">
            {quoted.preview === '' ? t('noWords') : quoted.preview}
          </span>
        </span>
      )}
    </Button>
  );
}
