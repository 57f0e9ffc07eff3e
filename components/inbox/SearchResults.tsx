'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import type { Found } from '@/lib/client/answers';
import { conversationsQuery, searchQuery } from '@/lib/client/conversation-queries';

import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Highlighted } from '../Highlighted';
import { Instant } from '../Instant';
import { KindIcon } from '../KindIcon';
import { LoadMore } from '../LoadMore';
import { useCustomerName } from '../use-customer-name';
import { ConversationRow } from './ConversationRow';
import { ListSkeleton } from './ListSkeleton';
import { inboxHref, type InboxAddress } from './inbox-url';

/** What was found: customers whose name or number fits, and messages whose words do. */
export function SearchResults({ address, openId }: { address: InboxAddress; openId: string | null }) {
  const t = useTranslations('search');
  const customers = useInfiniteQuery(conversationsQuery({ view: 'all', q: address.q }));
  const found = useInfiniteQuery(searchQuery(address.q));

  if (found.isError) return <LoadFailed error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined || customers.isPending) return <ListSkeleton />;

  const conversations = customers.data?.pages[0]?.items.slice(0, 5) ?? [];
  const results = found.data.pages.flatMap((page) => page.items);
  return (
    <>
      <p role="status" className="sr-only">
        {t('count', { count: results.length + conversations.length })}
      </p>
      {conversations.length === 0 && results.length === 0 && (
        <EmptyState icon={SearchX} title={t('nothing')}>
          {t('nothingMore')}
        </EmptyState>
      )}
      {conversations.length > 0 && (
        <>
          <Heading>{t('customers')}</Heading>
          <ul aria-label={t('customers')}>
            {conversations.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                href={inboxHref(address, { conversationId: conversation.id })}
                isOpen={conversation.id === openId}
                showsBusinessNumber={false}
              />
            ))}
          </ul>
        </>
      )}
      {results.length > 0 && (
        <>
          <Heading>{t('messages')}</Heading>
          <ul aria-label={t('results')}>
            {results.map((result) => (
              <ResultRow key={result.message.id} result={result} address={address} />
            ))}
          </ul>
        </>
      )}
      <LoadMore
        hasMore={found.hasNextPage}
        isLoading={found.isFetchingNextPage}
        load={() => void found.fetchNextPage()}
      />
    </>
  );
}

function Heading({ children }: { children: string }) {
  return <h2 className="px-2 pt-3 pb-1 text-xs font-semibold text-text-2">{children}</h2>;
}

function ResultRow({ result: { message, conversation, snippet }, address }: { result: Found; address: InboxAddress }) {
  const name = useCustomerName()(conversation.customer);
  return (
    <li className="[contain-intrinsic-size:auto_80px] [content-visibility:auto]">
      <Link
        href={inboxHref(address, { conversationId: conversation.id, messageId: message.id })}
        data-row
        className="block rounded-m px-2 py-2 -outline-offset-2 transition-colors hover:bg-hover"
      >
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 flex-1 truncate font-[560]">{name}</bdi>
          <Instant at={message.sentAt} look="short" className="tabular text-xs whitespace-nowrap text-text-2" />
        </span>
        <span className="mt-0.5 flex gap-1.5 text-sm text-text-2">
          {message.kind !== 'text' && <KindIcon kind={message.kind} className="mt-0.5 size-3.5" />}
          <span dir="auto" className="theirs line-clamp-2 min-w-0 flex-1 [&_mark]:text-text">
            <Highlighted text={snippet.text} ranges={snippet.ranges} />
          </span>
        </span>
      </Link>
    </li>
  );
}
