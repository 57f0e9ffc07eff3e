'use client';

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { ShieldOff } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import { conversationPath, conversationsQuery } from '@/lib/client/conversation-queries';
import { useNextPage } from '@/lib/client/use-next-page';
import { tell } from '@/lib/client/ask';
import type { Conversation } from '@/lib/messages/conversation';

import { Avatar } from '../controls/Avatar';
import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { LoadMore } from '../controls/LoadMore';
import { useSession } from '../Session';
import { useCustomerName } from '../hooks/use-customer-name';

/** Customers whose messages are kept and shown nowhere. */
export function BlockedSettings() {
  const t = useTranslations('blocked');
  const query = useInfiniteQuery(conversationsQuery({ view: 'blocked' }));
  const { data, error, refetch } = query;
  const next = useNextPage(query);
  if (data === undefined) {
    return error === null ? (
      <Skeleton className="h-16 w-full" />
    ) : (
      <LoadFailed error={error} retry={() => void refetch()} />
    );
  }
  const conversations = data.pages.flatMap(({ items }) => items);
  if (conversations.length === 0) {
    return (
      <EmptyState icon={ShieldOff} title={t('none')}>
        {t('noneMore')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t('list')} className="divide-y divide-line border-y border-line">
        {conversations.map((conversation) => (
          <Blocked key={conversation.id} conversation={conversation} />
        ))}
      </ul>
      <LoadMore next={next} />
    </>
  );
}

function Blocked({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('blocked');
  const { role } = useSession();
  const queryClient = useQueryClient();
  const name = useCustomerName()(conversation.customer);
  const unblocking = useMutation({
    mutationFn: () => tell(`${conversationPath(conversation.id)}/block`, { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  return (
    <li className="flex items-center gap-3 py-3">
      <Avatar name={conversation.customer.name} size="s" />
      <Link href={`/conversations/${encodeURIComponent(conversation.id)}`} className="min-w-0 flex-1 rounded-s">
        <bdi className="block truncate font-[580]">{name}</bdi>
        <bdi className="tabular block truncate text-sm text-text-2">
          {conversation.customer.shown ?? conversation.channel}
        </bdi>
      </Link>
      {role !== 'viewer' && (
        <Button
          aria-label={t('unblockName', { name })}
          isPending={unblocking.isPending}
          onPress={() => unblocking.mutate()}
        >
          {unblocking.isError ? t('notDone') : t('unblock')}
        </Button>
      )}
    </li>
  );
}
