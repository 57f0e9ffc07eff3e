'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Lightbulb, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, type FocusEvent, type KeyboardEvent } from 'react';

import type { Found, SearchHint } from '@/lib/client/answers';
import { conversationsQuery, searchQuery } from '@/lib/client/conversation-queries';
import { useNextPage } from '@/lib/client/use-next-page';
import { isErased } from '@/lib/messages/erased';

import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Highlighted } from '../message/Highlighted';
import { Instant } from '../controls/Instant';
import { KindIcon } from '../message/KindIcon';
import { LoadMore } from '../controls/LoadMore';
import { useCommand } from '../shell/commands';
import { LinkIntoThread } from '../thread/LinkIntoThread';
import { useCustomerName } from '../hooks/use-customer-name';
import { ConversationRow } from './ConversationRow';
import { ListSkeleton } from './ListSkeleton';
import { inboxHref, type InboxAddress } from './inbox-url';
import { narrowedQuery } from './narrowed-query';

/** Of each conversation so many results are listed; the rest is found inside it. */
const mostOfOne = 3;

/** What was found in the view, as narrowed: customers whose name or number fits, and messages, by conversation, the newest first. */
export function SearchResults({ address, openId }: { address: InboxAddress; openId: string | null }) {
  const t = useTranslations('search');
  const customers = useInfiniteQuery(conversationsQuery(address));
  const q = narrowedQuery(address);
  const found = useInfiniteQuery(searchQuery(q));
  const next = useNextPage(found, q);
  const { hasMore, isLoading, hasFailed, load } = next;
  const results = found.data?.pages.flatMap((page) => page.items) ?? [];
  const looksOn = results.length === 0 && hasMore;
  // A page can be empty while there is more to look through.
  useEffect(() => {
    if (looksOn && (found.data?.pages.length ?? 0) < 20) load();
  }, [looksOn, load, found.data?.pages.length]);

  const keys = useRowKeys();

  if (found.data === undefined && found.isError)
    return <LoadFailed error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined || customers.isPending || (looksOn && isLoading)) return <ListSkeleton />;

  const conversations = customers.data?.pages[0]?.items.slice(0, 5) ?? [];
  return (
    <div {...keys}>
      <p role="status" className="sr-only">
        {t('count', { count: results.length + conversations.length })}
      </p>
      <Hints hints={found.data.pages[0]?.hints ?? []} />
      {conversations.length === 0 && results.length === 0 && !hasFailed && (
        <EmptyState icon={SearchX} title={t('nothing')}>
          {looksOn ? (
            <Button look="inline" onPress={load}>
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
          <div className="flex items-end justify-between">
            <Heading>{t('messages')}</Heading>
            {found.isStale && (
              <Button look="inline" className="-mt-11 px-2 md:-mt-7" onPress={() => void found.refetch()}>
                {t('lookAgain')}
              </Button>
            )}
          </div>
          <ul aria-label={t('results')}>
            {grouped(results).map((group) => (
              <ResultGroup key={group[0].conversation.id} group={group} address={address} />
            ))}
          </ul>
        </>
      )}
      {(!looksOn || hasFailed) && <LoadMore next={next} />}
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
  // Whoever opens a conversation has read it: the view would find nothing there.
  const find = narrowedQuery({ ...address, view: 'all' });
  const href = inboxHref(address, { conversationId: conversation.id });
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
        <LinkIntoThread
          href={`${href}${href.includes('?') ? '&' : '?'}find=${encodeURIComponent(find)}`}
          conversationId={conversation.id}
          place={{ find }}
          data-row={`more ${conversation.id}`}
          className="flex min-h-11 items-center rounded-m px-2 text-sm font-[560] text-accent-strong -outline-offset-2 hover:underline fine:min-h-7"
        >
          {t('inConversation', { count: more })}
        </LinkIntoThread>
      )}
    </li>
  );
}

function ResultRow({ result: { message, conversation, snippet }, address }: { result: Found; address: InboxAddress }) {
  return (
    <li>
      <LinkIntoThread
        href={inboxHref(address, { conversationId: conversation.id, messageId: message.id })}
        conversationId={conversation.id}
        place={{ messageId: message.id }}
        data-row={`message ${message.id}`}
        className="flex min-h-11 gap-1.5 rounded-m px-2 py-1.5 text-sm text-text-2 -outline-offset-2 transition-colors hover:bg-hover fine:min-h-0"
      >
        {message.kind !== 'text' && (
          <KindIcon
            kind={message.kind}
            mediaType={!isErased(message) && message.kind === 'media' ? message.content.mediaType : null}
            className="mt-0.5 size-3.5"
          />
        )}
        <span dir="auto" className="theirs line-clamp-2 min-w-0 flex-1 [&_mark]:text-text">
          <Highlighted text={snippet.text} ranges={snippet.ranges} />
        </span>
        <Instant at={message.sentAt} look="short" className="tabular text-xs/5 whitespace-nowrap" />
      </LinkIntoThread>
    </li>
  );
}

const knownHints = [
  'unknownKind',
  'unknownHas',
  'unknownIs',
  'badDate',
  'excludedDate',
  'emptyValue',
  'openQuote',
  'onlyExcluded',
  'tooMany',
  'tooLong',
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

/** Walks through the rows, whatever they lead to: from where one was, or from the first when that is gone. */
function useRowKeys() {
  const list = useRef<HTMLDivElement>(null);
  const last = useRef<string | undefined>(undefined);
  const move = (step: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.findIndex((row) => row.dataset.row === last.current);
    rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
  };
  useCommand('next', () => move(1));
  useCommand('previous', () => move(-1));
  useCommand('back', () => move(0));
  return {
    ref: list,
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      last.current = target.closest<HTMLElement>('[data-row]')?.dataset.row ?? last.current;
    },
    onKeyDown: (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      move(step);
    },
  };
}
