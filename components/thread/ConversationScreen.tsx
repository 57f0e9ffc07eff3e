'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

import { conversationQuery } from '@/lib/client/conversation-queries';
import type { ThreadWindow } from '@/lib/client/thread-window';
import { useThread } from '@/lib/client/use-thread';
import type { Conversation } from '@/lib/messages/conversation';
import type { Message } from '@/lib/messages/message';

import { Dialog } from '../controls/Dialog';
import { LoadFailed } from '../controls/LoadFailed';
import { LightboxProvider } from '../media/LightboxProvider';
import { useCommand } from '../shell/commands';
import { useCustomerName } from '../hooks/use-customer-name';
import { ConversationHead } from './ConversationHead';
import { Details } from './Details';
import { Thread } from './Thread';
import { ThreadSkeleton } from './ThreadSkeleton';

/** An open conversation: its head, its thread, where answers would be written, and the details beside it. */
export function ConversationScreen({
  initialConversation,
  initialWindow,
  anchorId,
  isAnchorGone,
  initiallyDetailed,
}: {
  initialConversation: Conversation;
  initialWindow: ThreadWindow | null;
  anchorId: string | null;
  isAnchorGone: boolean;
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
  const { find, setFind, openFind } = useFind();

  // Two conversations can become one while somebody reads.
  const hasMoved = conversation.id !== initialConversation.id;
  useEffect(() => {
    if (hasMoved) router.replace(`/conversations/${encodeURIComponent(conversation.id)}`);
  }, [hasMoved, conversation.id, router]);

  return (
    <LightboxProvider messages={thread.window?.messages ?? noMessages}>
      <section aria-label={customerName} className="flex min-w-0 flex-1 flex-col bg-canvas">
        <ConversationHead
          conversation={conversation}
          customerName={customerName}
          onDetails={details.toggle}
          hasDetails={details.isShown}
          onFind={openFind}
        />
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
            isAnchorGone={isAnchorGone}
            unread={conversation.unread}
            find={find}
            onFind={setFind}
            onShow={() => details.setSheetOpen(false)}
          />
        )}
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
    </LightboxProvider>
  );
}

const noMessages: Message[] = [];

/** What is looked for in the conversation: at first what the address says. */
function useFind() {
  const named = useSearchParams().get('find');
  const [{ text, times }, setState] = useState({ text: named, times: 0 });
  const setFind = (next: string | null) => setState((now) => ({ text: next, times: now.times + 1 }));
  const openFind = () => {
    if (text === null) setFind('');
  };
  useCommand('find', openFind);
  return { find: text === null ? null : { text, times }, setFind, openFind };
}

/** Whether the details pane is shown: beside the thread where there is room, remembered; else over it. */
function useDetails(initially: boolean) {
  const t = useTranslations('details');
  const [isShown, setShown] = useState(initially);
  const [isSheetOpen, setSheetOpen] = useState(false);

  const toggle = () => {
    if (!window.matchMedia('(min-width: 64rem)').matches) {
      setSheetOpen(true);
      return;
    }
    setShown(!isShown);
    document.cookie = `details=${isShown ? 'hidden' : 'shown'}; path=/; max-age=31536000; samesite=lax`;
  };

  useCommand('details', toggle);

  return { name: t('name'), isShown, isSheetOpen, setSheetOpen, toggle };
}
