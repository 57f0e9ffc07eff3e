'use client';

import { Ban, CircleHelp, Reply } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo } from 'react';

import type { Conversation } from '@/lib/messages/conversation';

import { Avatar } from '../controls/Avatar';
import { Instant } from '../controls/Instant';
import { KindIcon } from '../message/KindIcon';
import { useCustomerName } from '../hooks/use-customer-name';
import { isVisibleText } from '@/lib/messages/visible-text';

/** One conversation in the list. */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  href,
  isOpen,
  showsBusinessNumber,
}: {
  conversation: Conversation;
  href: string;
  isOpen: boolean;
  showsBusinessNumber: boolean;
}) {
  const t = useTranslations('inbox');
  const { customer, unread, newChat, businessNumber } = conversation;
  const name = useCustomerName()(customer);
  const isUnread = unread > 0;
  const number = businessNumber.shown ?? t('noNumber');
  return (
    <Link
      href={href}
      data-row={conversation.id}
      {...(isOpen ? { 'aria-current': 'true' } : {})}
      className="grid grid-cols-[2.5rem_minmax(0,1fr)_auto] gap-x-3 rounded-m px-2 py-2.5 -outline-offset-2 transition-colors hover:bg-hover aria-[current]:bg-accent-soft"
    >
      <Avatar name={customer.name} onTint={isOpen} />
      <div className="min-w-0">
        <p className="flex items-center gap-1.5">
          <bdi className={`truncate ${isUnread ? 'font-[680]' : 'font-[560]'}`}>{name}</bdi>
          {!customer.identified && (
            <CircleHelp
              role="img"
              aria-label={t('unidentified')}
              className="size-3.5 shrink-0 text-text-2"
              strokeWidth={2}
            />
          )}
          {newChat && (
            <span
              className={`shrink-0 rounded-full px-1.5 text-2xs/[1.125rem] font-semibold text-accent-strong ${isOpen ? 'bg-surface' : 'bg-accent-soft'}`}
            >
              {t('newChat')}
            </span>
          )}
        </p>
        <Preview conversation={conversation} isUnread={isUnread} />
        {(showsBusinessNumber || conversation.sample) && (
          <p className="flex gap-1 text-xs text-text-2">
            {showsBusinessNumber && (
              <span className="truncate">
                {t('to')} <bdi>{businessNumber.label ?? number}</bdi>
              </span>
            )}
            {showsBusinessNumber && conversation.sample && <span aria-hidden>·</span>}
            {conversation.sample && <span className="whitespace-nowrap">{t('sample')}</span>}
          </p>
        )}
      </div>
      <div className="flex flex-col items-end gap-0.5">
        <Instant
          at={conversation.lastMessageAt}
          look="short"
          className={`tabular text-xs/5 whitespace-nowrap ${isUnread ? 'font-semibold text-accent-strong' : 'text-text-2'}`}
        />
        {isUnread && (
          <span className="tabular h-5 min-w-5 rounded-full bg-accent px-1.5 text-center text-2xs/5 font-semibold text-on-accent">
            {unread}
            <span className="sr-only"> {t('unreadMessages', { count: unread })}</span>
          </span>
        )}
      </div>
    </Link>
  );
});

function Preview({ conversation, isUnread }: { conversation: Conversation; isUnread: boolean }) {
  const t = useTranslations('inbox');
  const { kind, mediaType, text, erased, direction } = conversation.preview;
  return (
    <p className={`flex items-center gap-1.5 text-sm ${isUnread ? 'text-text' : 'text-text-2'}`}>
      {direction === 'MT' && <Reply role="img" aria-label={t('you')} className="size-3.5 shrink-0 text-text-2" />}
      {erased ? (
        <>
          <Ban aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate italic">{t('erasedMessage')}</span>
        </>
      ) : (
        <>
          {kind !== 'text' && <KindIcon kind={kind} mediaType={mediaType} />}
          <span dir="auto" className="theirs min-w-0 flex-1 truncate">
            {isVisibleText(text) ? text : t('emptyMessage')}
          </span>
        </>
      )}
    </p>
  );
}
