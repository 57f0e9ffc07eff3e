'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CheckCheck, Inbox, Sparkles } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, type KeyboardEvent as ReactKeyboardEvent, type RefObject } from 'react';

import { conversationsQuery, type ConversationView } from '@/lib/client/conversation-queries';
import { countsQuery } from '@/lib/client/installation-queries';

import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { LoadMore } from '../LoadMore';
import { useCommand } from '../shell/commands';
import { ConversationRow } from './ConversationRow';
import { EmptyInbox } from './EmptyInbox';
import { inboxHref, readInboxAddress, type InboxAddress } from './inbox-url';
import { ListSkeleton } from './ListSkeleton';
import { SearchBox } from './SearchBox';
import { SearchResults } from './SearchResults';

/** The pane with the conversations of a view, or with what a search found. On a phone it gives way to an open thread. */
export function ConversationList() {
  const t = useTranslations('inbox');
  const pathname = usePathname();
  const address = readInboxAddress(useSearchParams());
  const openId = /^\/conversations\/([^/]+)/.exec(pathname)?.[1] ?? null;
  const pane = useRef<HTMLDivElement>(null);
  useListCommands(pane);

  const search = (q: string) => {
    const next = inboxHref({ ...address, q }, openId === null ? {} : { conversationId: openId });
    // The list asks for itself; the page beside it stays as it is.
    window.history.replaceState(null, '', next);
  };

  return (
    <section
      aria-label={t('pane')}
      className={`min-w-0 flex-col border-line bg-surface md:flex md:w-[300px] md:shrink-0 md:border-e lg:w-[340px] ${openId === null ? 'flex w-full' : 'hidden'}`}
    >
      <header className="px-4 pt-3.5 pb-2.5">
        <h1 className="mb-2 text-lg font-[650] tracking-tight">{t('title')}</h1>
        <SearchBox q={address.q} onSearch={search} />
      </header>
      {address.q === '' && <Chips current={address.view} />}
      <div ref={pane} onKeyDown={moveByArrow} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-3">
        {address.q === '' ? (
          <Conversations address={address} openId={openId} />
        ) : (
          <SearchResults address={address} openId={openId} />
        )}
      </div>
    </section>
  );
}

function Chips({ current }: { current: ConversationView }) {
  const t = useTranslations('inbox');
  const { data: counts } = useQuery(countsQuery);
  const chips: { view: ConversationView; words: string }[] = [
    { view: 'all', words: t('all') },
    { view: 'unread', words: t('unread', { count: counts?.unread ?? 0 }) },
    { view: 'new', words: t('newChats', { count: counts?.newChats ?? 0 }) },
  ];
  return (
    <nav aria-label={t('filter')} className="px-4 pb-2">
      <ul className="flex flex-wrap gap-1.5">
        {chips.map(({ view, words }) => (
          <li key={view}>
            <Link
              href={inboxHref({ view, q: '' })}
              {...(view === current ? { 'aria-current': 'page' } : {})}
              className="tabular inline-flex h-11 items-center rounded-full px-3.5 text-sm text-text-2 ring-1 ring-line-strong transition-colors ring-inset hover:bg-hover aria-[current]:bg-text aria-[current]:text-surface aria-[current]:ring-0 md:h-7 md:px-2.5"
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Conversations({ address, openId }: { address: InboxAddress; openId: string | null }) {
  const t = useTranslations('inbox');
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    conversationsQuery({ view: address.view }),
  );
  if (data === undefined) {
    return error === null ? <ListSkeleton /> : <LoadFailed error={error} retry={() => void refetch()} />;
  }

  const conversations = data.pages.flatMap((page) => page.items);
  if (conversations.length === 0) return <NothingHere view={address.view} />;
  const showsBusinessNumber = new Set(conversations.map(({ businessNumber }) => businessNumber.id)).size > 1;
  return (
    <>
      <ul aria-label={t('list')}>
        {conversations.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            href={inboxHref(address, { conversationId: conversation.id })}
            isOpen={conversation.id === openId}
            showsBusinessNumber={showsBusinessNumber}
          />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} isLoading={isFetchingNextPage} load={() => void fetchNextPage()} />
    </>
  );
}

function NothingHere({ view }: { view: ConversationView }) {
  const t = useTranslations('inbox');
  if (view === 'unread') {
    return (
      <EmptyState icon={CheckCheck} title={t('allRead')}>
        {t('allReadMore')}
      </EmptyState>
    );
  }
  if (view === 'new') {
    return (
      <EmptyState icon={Sparkles} title={t('noNewChats')}>
        {t('noNewChatsMore')}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="hidden md:block">
        <EmptyState icon={Inbox} title={t('empty')}>
          {t('emptyMore')}
        </EmptyState>
      </div>
      <div className="md:hidden">
        <EmptyInbox />
      </div>
    </>
  );
}

/** The keys of the list work from anywhere, as long as nobody is writing. */
function useListCommands(pane: RefObject<HTMLDivElement | null>): void {
  const go = (step: number) => {
    if (pane.current !== null) move(pane.current, step);
  };
  useCommand('next', () => go(1));
  useCommand('previous', () => go(-1));
  useCommand('back', () => go(0));
}

function moveByArrow(event: ReactKeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
  if (step === null) return;
  event.preventDefault();
  move(event.currentTarget, step);
}

function move(pane: HTMLElement, step: number): void {
  const rows = [...pane.querySelectorAll<HTMLElement>('a[data-row]')];
  const focused = rows.findIndex((row) => row === document.activeElement);
  const open = rows.findIndex((row) => row.ariaCurrent === 'true');
  const from = focused >= 0 ? focused : open;
  const next = from < 0 ? rows[0] : rows[Math.min(Math.max(from + step, 0), rows.length - 1)];
  next?.focus();
}
