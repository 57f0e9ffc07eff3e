'use client';

import { useMutation } from '@tanstack/react-query';
import { ArrowLeft, CheckCheck, Mail, MailOpen, PanelRight, Search, Sparkles, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';

import { useConversationActs } from '@/lib/client/use-conversation-acts';
import type { Conversation } from '@/lib/messages/conversation';

import { Avatar } from '../controls/Avatar';
import { Button } from '../controls/Button';
import { IconButton } from '../controls/IconButton';
import { inboxHref, readInboxAddress } from '../inbox/inbox-url';
import { useActOn } from '../inbox/use-act-on';
import { useSession } from '../Session';
import { useCommand } from '../shell/commands';

/** Who writes to which number, and what can be done with the conversation. */
export function ConversationHead({
  conversation,
  customerName,
  hasDetails,
  onDetails,
  onFind,
}: {
  conversation: Conversation;
  customerName: string;
  hasDetails: boolean;
  onDetails: () => void;
  onFind: () => void;
}) {
  const t = useTranslations('thread');
  const address = readInboxAddress(useSearchParams());
  const { customer, businessNumber, channel } = conversation;
  const facts = [
    customer.shown === customerName ? null : customer.shown,
    customer.identified ? null : t('unidentified'),
    businessNumber.label ?? businessNumber.shown,
    channel === 'WhatsApp' ? null : channel,
    conversation.sample ? t('sample') : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <header className="flex min-h-[60px] shrink-0 flex-wrap items-center gap-1 border-b border-line bg-surface py-1 ps-1 pe-2 md:ps-5 md:pe-4 short:min-h-0 short:flex-nowrap short:py-0">
        <Link
          href={inboxHref(address)}
          aria-label={t('back')}
          className="grid size-11 shrink-0 place-items-center rounded-m text-text-2 -outline-offset-2 md:hidden"
        >
          <ArrowLeft aria-hidden className="size-5 rtl:rotate-180" />
        </Link>
        <div className="me-2 max-md:hidden">
          <Avatar name={customer.name} size="s" />
        </div>
        {/* Where name and acts have no room beside each other, the acts follow below. */}
        <div className="min-w-24 flex-1 short:min-w-0">
          <h2 className="truncate text-[0.9375rem]/5 font-[640]">
            <bdi>{customerName}</bdi>
          </h2>
          <p className="truncate text-sm text-text-2">
            {facts.map((fact, index) => (
              <span key={fact}>
                {index > 0 && ' · '}
                <bdi>{fact}</bdi>
              </span>
            ))}
          </p>
        </div>
        <div className="ms-auto flex shrink-0 items-center gap-1 short:gap-0">
          <IconButton icon={Search} name={t('find')} onPress={onFind} />
          <Acts conversation={conversation} />
          <IconButton icon={PanelRight} name={t('details')} aria-expanded={hasDetails} onPress={onDetails} />
        </div>
      </header>
      {conversation.newChat && <NewChat conversation={conversation} />}
      {conversation.done && (
        <p className="flex shrink-0 items-center gap-2 border-b border-line bg-sunken px-4 py-1.5 text-sm text-text-2 md:px-5">
          <CheckCheck aria-hidden className="size-4 shrink-0" />
          {t('isDone')}
        </p>
      )}
    </>
  );
}

function Acts({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('thread');
  const { done, unread } = conversation;
  const { mayAct, turnDone, turnRead } = useActOn();
  useCommand('done', () => void turnDone(conversation), mayAct);
  useCommand('markRead', () => void turnRead(conversation), mayAct);
  if (!mayAct) return null;
  return (
    <>
      <IconButton
        icon={unread > 0 ? MailOpen : Mail}
        name={unread > 0 ? t('markRead') : t('markUnread')}
        onPress={() => void turnRead(conversation)}
      />
      <IconButton
        icon={done ? Undo2 : CheckCheck}
        name={done ? t('putBack') : t('markDone')}
        onPress={() => void turnDone(conversation)}
      />
    </>
  );
}

/** A chat that was opened and has no answer yet. */
function NewChat({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('thread');
  const { role } = useSession();
  const { handle } = useConversationActs();
  // Without a connection it fails at once, and says so, instead of waiting for one unseen.
  const handling = useMutation({ mutationFn: () => handle(conversation), networkMode: 'always' });
  useCommand('handled', () => handling.mutate(), role !== 'viewer');
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-accent-soft px-4 py-1.5 text-sm text-accent-strong md:px-5 short:flex-nowrap short:py-0">
      <p className="flex min-w-0 grow basis-48 items-center gap-2">
        <Sparkles aria-hidden className="size-4 shrink-0" />
        <span className="short:truncate">{handling.isError ? t('notHandled') : t('newChat')}</span>
      </p>
      {role !== 'viewer' && (
        <Button
          look="inline"
          className="short:shrink-0"
          isPending={handling.isPending}
          onPress={() => handling.mutate()}
        >
          {t('markHandled')}
        </Button>
      )}
    </div>
  );
}
