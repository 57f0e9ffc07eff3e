'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Lightbulb, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, type KeyboardEvent } from 'react';

import type { Found, SearchHint } from '@/lib/client/answers';
import { conversationsQuery, searchQuery } from '@/lib/client/conversation-queries';

import { Button } from '../controls/Button';
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

/** Of each conversation so many results are listed; the rest is found inside it. */
const mostOfOne = 3;

/** What was found: customers whose name or number fits, and messages, by conversation, the newest first. */
export function SearchResults({ address, openId }: { address: InboxAddress; openId: string | null }) {
  const t = useTranslations('search');
  const customers = useInfiniteQuery(conversationsQuery({ view: 'all', q: address.q }));
  const found = useInfiniteQuery(searchQuery(address.q));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const results = found.data?.pages.flatMap((page) => page.items) ?? [];
  const looksOn = results.length === 0 && hasNextPage;
  // A page can be empty while there is more to look through.
  useEffect(() => {
    if (looksOn && !isFetchingNextPage && (found.data?.pages.length ?? 0) < 20) void fetchNextPage();
  }, [looksOn, isFetchingNextPage, fetchNextPage, found.data?.pages.length]);

  if (found.isError) return <LoadFailed error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined || customers.isPending || (looksOn && isFetchingNextPage)) return <ListSkeleton />;

  const conversations = customers.data?.pages[0]?.items.slice(0, 5) ?? [];
  return (
    <div onKeyDown={moveByArrow}>
      <p role="status" className="sr-only">
        {t('count', { count: results.length + conversations.length })}
      </p>
      <Hints hints={found.data.pages[0]?.hints ?? []} />
      {conversations.length === 0 && results.length === 0 && (
        <EmptyState icon={SearchX} title={t('nothing')}>
          {looksOn ? (
            <Button look="inline" onPress={() => void fetchNextPage()}>
              {t('goOn')}
            </Button>
          ) : (
            t('nothingMore')
          )}
        </EmptyState>
      )}
      {conversations.length > 0 && (
        <>
          <Heading>{t('customers')}</Heading>
          <ul aria-label={t('customers')}>
            {conversations.map((conversation) => (
              <li key={conversation.id}>
                <ConversationRow
                  conversation={conversation}
                  href={inboxHref(address, { conversationId: conversation.id })}
                  isOpen={conversation.id === openId}
                  showsBusinessNumber={false}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {results.length > 0 && (
        <>
          <Heading>{t('messages')}</Heading>
          <ul aria-label={t('results')}>
            {grouped(results).map((group) => (
              <ResultGroup key={group[0].conversation.id} group={group} address={address} />
            ))}
          </ul>
        </>
      )}
      <LoadMore hasMore={hasNextPage && !looksOn} isLoading={isFetchingNextPage} load={() => void fetchNextPage()} />
    </div>
  );
}

type Group = [Found, ...Found[]];

/** Results by conversation, in the order in which each conversation first occurs. */
function grouped(results: Found[]): Group[] {
  const groups = new Map<string, Group>();
  for (const result of results) {
    const group = groups.get(result.conversation.id);
    if (group === undefined) groups.set(result.conversation.id, [result]);
    else group.push(result);
  }
  return [...groups.values()];
}

function ResultGroup({ group, address }: { group: Group; address: InboxAddress }) {
  const t = useTranslations('search');
  const [{ conversation }] = group;
  const name = useCustomerName()(conversation.customer);
  const more = group.length - mostOfOne;
  return (
    <li className="border-b border-line py-1.5 [contain-intrinsic-size:auto_96px] [content-visibility:auto] last:border-0">
      <p className="truncate px-2 pt-1 font-[580]">
        <bdi>{name}</bdi>
      </p>
      <ul aria-label={name}>
        {group.slice(0, mostOfOne).map((result) => (
          <ResultRow key={result.message.id} result={result} address={address} />
        ))}
      </ul>
      {more > 0 && (
        <Link
          href={findHref(address, conversation.id)}
          data-row={`more ${conversation.id}`}
          className="flex min-h-11 items-center rounded-m px-2 text-sm font-[560] text-accent-strong -outline-offset-2 hover:underline md:min-h-7"
        >
          {t('inConversation', { count: more })}
        </Link>
      )}
    </li>
  );
}

function findHref(address: InboxAddress, conversationId: string): string {
  const href = inboxHref(address, { conversationId });
  return `${href}${href.includes('?') ? '&' : '?'}find=${encodeURIComponent(address.q)}`;
}

function ResultRow({ result: { message, conversation, snippet }, address }: { result: Found; address: InboxAddress }) {
  return (
    <li>
      <Link
        href={inboxHref(address, { conversationId: conversation.id, messageId: message.id })}
        data-row={`message ${message.id}`}
        className="flex gap-1.5 rounded-m px-2 py-1.5 text-sm text-text-2 -outline-offset-2 transition-colors hover:bg-hover max-md:min-h-11"
      >
        {message.kind !== 'text' && <KindIcon kind={message.kind} className="mt-0.5 size-3.5" />}
        <span dir="auto" className="theirs line-clamp-2 min-w-0 flex-1 [&_mark]:text-text">
          <Highlighted text={snippet.text} ranges={snippet.ranges} />
        </span>
        <Instant at={message.sentAt} look="short" className="tabular text-xs/5 whitespace-nowrap" />
      </Link>
    </li>
  );
}

const knownHints = [
  'unknownKind',
  'unknownHas',
  'unknownIs',
  'badDate',
  'emptyValue',
  'openQuote',
  'onlyExcluded',
  'tooMany',
] as const;

/** What of the search was not understood, in words that help. */
function Hints({ hints }: { hints: SearchHint[] }) {
  const t = useTranslations('search');
  if (hints.length === 0) return null;
  return (
    <ul className="m-2 space-y-1 rounded-m bg-notice px-3 py-2 text-sm text-notice-text">
      {hints.map(({ code, word, from }) => (
        <li key={`${code} ${String(from)}`} className="flex gap-2">
          <Lightbulb aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{t(`hint.${knownHints.find((known) => known === code) ?? 'other'}`, { word })}</span>
        </li>
      ))}
    </ul>
  );
}

function Heading({ children }: { children: string }) {
  return <h2 className="px-2 pt-3 pb-1 text-xs font-semibold text-text-2">{children}</h2>;
}

function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
}
