'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, PanelRight, Sparkles } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

import { tell } from '@/lib/client/ask';
import { conversationPath, conversationQuery } from '@/lib/client/conversation-queries';
import type { ThreadWindow } from '@/lib/client/thread-window';
import { useThread } from '@/lib/client/use-thread';
import type { Conversation } from '@/lib/messages/conversation';

import { Avatar } from '../controls/Avatar';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { IconButton } from '../controls/IconButton';
import { LoadFailed } from '../controls/LoadFailed';
import { inboxHref, readInboxAddress } from '../inbox/inbox-url';
import { useSession } from '../Session';
import { useCommand } from '../shell/commands';
import { useCustomerName } from '../use-customer-name';
import { Composer } from './Composer';
import { Details } from './Details';
import { Thread } from './Thread';
import { ThreadSkeleton } from './ThreadSkeleton';

/** An open conversation: its head, its thread, where answers would be written, and the details beside it. */
export function ConversationScreen({
  initialConversation,
  initialWindow,
  anchorId,
  initiallyDetailed,
}: {
  initialConversation: Conversation;
  initialWindow: ThreadWindow | null;
  anchorId: string | null;
  initiallyDetailed: boolean;
}) {
  const router = useRouter();
  const { data, isFetchedAfterMount } = useQuery({
    ...conversationQuery(initialConversation.id),
    initialData: initialConversation,
  });
  // What an earlier visit has left may name the conversation that this one was a part of then.
  const conversation = isFetchedAfterMount || data.id === initialConversation.id ? data : initialConversation;
  const thread = useThread({ conversationId: initialConversation.id, anchorId, initialWindow });
  const customerName = useCustomerName()(conversation.customer);
  const details = useDetails(initiallyDetailed);

  // Two conversations can become one while somebody reads.
  const hasMoved = conversation.id !== initialConversation.id;
  useEffect(() => {
    if (hasMoved) router.replace(`/conversations/${encodeURIComponent(conversation.id)}`);
  }, [hasMoved, conversation.id, router]);

  return (
    <>
      <section aria-label={customerName} className="flex min-w-0 flex-1 flex-col bg-canvas">
        <Head
          conversation={conversation}
          customerName={customerName}
          onDetails={details.toggle}
          hasDetails={details.isShown}
        />
        {conversation.newChat && <NewChat conversation={conversation} />}
        {thread.window === undefined ? (
          thread.error === null ? (
            <ThreadSkeleton />
          ) : (
            <div className="flex-1">
              <LoadFailed error={thread.error} retry={thread.retry} />
            </div>
          )
        ) : (
          <Thread
            conversationId={initialConversation.id}
            customerName={customerName}
            thread={thread}
            window={thread.window}
            anchorId={anchorId}
            unread={conversation.unread}
          />
        )}
        <Composer customerName={customerName} />
      </section>
      {details.isShown && (
        <aside
          aria-label={details.name}
          className="hidden w-[272px] shrink-0 overflow-y-auto border-s border-line bg-surface lg:block xl:w-[292px]"
        >
          <Details conversation={conversation} customerName={customerName} />
        </aside>
      )}
      <Dialog title={details.name} isOpen={details.isSheetOpen} onOpenChange={details.setSheetOpen}>
        {() => (
          <div className="overflow-y-auto">
            <Details conversation={conversation} customerName={customerName} />
          </div>
        )}
      </Dialog>
    </>
  );
}

function Head({
  conversation,
  customerName,
  hasDetails,
  onDetails,
}: {
  conversation: Conversation;
  customerName: string;
  hasDetails: boolean;
  onDetails: () => void;
}) {
  const t = useTranslations('thread');
  const address = readInboxAddress(useSearchParams());
  const { customer, businessNumber, channel } = conversation;
  const number = customer.shown;
  const facts = [
    number === customerName ? null : number,
    customer.identified ? null : t('unidentified'),
    businessNumber.label ?? businessNumber.shown,
    channel === 'WhatsApp' ? null : channel,
    conversation.sample ? t('sample') : null,
  ].filter((fact) => fact !== null);
  return (
    <header className="flex h-[60px] shrink-0 items-center gap-3 border-b border-line bg-surface ps-1 pe-2 md:ps-5 md:pe-4">
      <Link
        href={inboxHref(address)}
        aria-label={t('back')}
        className="grid size-11 shrink-0 place-items-center rounded-m text-text-2 -outline-offset-2 md:hidden"
      >
        <ArrowLeft aria-hidden className="size-5 rtl:rotate-180" />
      </Link>
      <div className="max-md:-ms-3">
        <Avatar name={customer.name} size="s" />
      </div>
      <div className="min-w-0 flex-1">
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
      <IconButton icon={PanelRight} name={t('details')} aria-expanded={hasDetails} onPress={onDetails} />
    </header>
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

/** Whether the details pane is shown: beside the thread where there is room, remembered; else over it. */
function useDetails(initially: boolean) {
  const t = useTranslations('details');
  const [isShown, setShown] = useState(initially);
  const [isSheetOpen, setSheetOpen] = useState(false);

  const toggle = () => {
    if (!window.matchMedia('(min-width: 1024px)').matches) {
      setSheetOpen(true);
      return;
    }
    setShown(!isShown);
    document.cookie = `details=${isShown ? 'hidden' : 'shown'}; path=/; max-age=31536000; samesite=lax`;
  };

  useCommand('details', toggle);

  return { name: t('name'), isShown, isSheetOpen, setSheetOpen, toggle };
}
