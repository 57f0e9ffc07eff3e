'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, CheckCheck, Mail, PanelRight, Search, Sparkles, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';

import { tell } from '@/lib/client/ask';
import { conversationPath } from '@/lib/client/conversation-queries';
import { useConversationActs } from '@/lib/client/use-conversation-acts';
import type { Conversation } from '@/lib/messages/conversation';

import { Avatar } from '../controls/Avatar';
import { Button } from '../controls/Button';
import { IconButton } from '../controls/IconButton';
import { offerUndo } from '../inbox/DoneNotice';
import { inboxHref, readInboxAddress } from '../inbox/inbox-url';
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
      <header className="flex min-h-[60px] shrink-0 flex-wrap items-center gap-1 border-b border-line bg-surface ps-1 pe-2 md:ps-5 md:pe-4">
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
        <div className="min-w-24 flex-1">
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
        <div className="ms-auto flex items-center gap-1">
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
  const { id, done, unread } = conversation;
  const { setDone, markRead, markUnread } = useConversationActs();
  const mayAct = useSession().role !== 'viewer';
  const turnDone = useMutation({
    // Handed in as it was: when this has worked, the list and the head show it as it has become.
    mutationFn: (shown: Conversation) => setDone(shown.id, !shown.done),
    onSuccess: (_nothing, shown) => offerUndo(shown),
  });
  const turnRead = useMutation({ mutationFn: () => (unread > 0 ? markRead(id) : markUnread(id)) });
  useCommand('done', () => turnDone.mutate(conversation), mayAct);
  useCommand('markRead', () => turnRead.mutate());
  return (
    <>
      <IconButton icon={Mail} name={t('markUnread')} onPress={() => turnRead.mutate()} />
      {mayAct && (
        <IconButton
          icon={done ? Undo2 : CheckCheck}
          name={done ? t('putBack') : t('markDone')}
          isDisabled={turnDone.isPending}
          onPress={() => turnDone.mutate(conversation)}
        />
      )}
    </>
  );
}

/** A chat that was opened and has no answer yet. */
function NewChat({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('thread');
  const { role } = useSession();
  const queryClient = useQueryClient();
  const handling = useMutation({
    mutationFn: () => tell(`${conversationPath(conversation.id)}/handled`, { method: 'POST', body: {} }),
    onSuccess: () =>
      Promise.all(
        ['conversation', 'conversations', 'counts'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      ),
  });
  useCommand('handled', () => handling.mutate(), role !== 'viewer');
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-accent-soft px-4 py-1.5 text-sm text-accent-strong md:px-5">
      <p className="flex flex-1 items-center gap-2">
        <Sparkles aria-hidden className="size-4 shrink-0" />
        {handling.isError ? t('notHandled') : t('newChat')}
      </p>
      {role !== 'viewer' && (
        <Button look="inline" isPending={handling.isPending} onPress={() => handling.mutate()}>
          {t('markHandled')}
        </Button>
      )}
    </div>
  );
}
