'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CheckCheck, Inbox, ListFilter, Sparkles } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState, type RefObject } from 'react';

import { reasonOf } from '@/lib/client/api-problem';
import { ask } from '@/lib/client/ask';
import { conversationsPath, conversationsQuery, type ConversationView } from '@/lib/client/conversation-queries';
import { countsQuery } from '@/lib/client/installation-queries';
import { useNextPage } from '@/lib/client/use-next-page';

import { EmptyState } from '../controls/EmptyState';
import { IconButton } from '../controls/IconButton';
import { LoadFailed } from '../controls/LoadFailed';
import { later } from '../controls/later';
import { ListEnd } from '../controls/ListEnd';
import { useCommand } from '../shell/commands';
import { say } from '../shell/status';
import { ConversationRows } from './ConversationRows';
import { EmptyInbox } from './EmptyInbox';
import { inboxHref, isNarrowed, readInboxAddress, type InboxAddress } from './inbox-url';
import { ListSkeleton } from './ListSkeleton';
import { Narrowing } from './Narrowing';
import { SearchBox } from './SearchBox';

const SearchResults = later(() => import('./SearchResults').then((module) => module.SearchResults), {
  Placeholder: ListSkeleton,
  inPlace: true,
});
const FilterSheet = later(() => import('./FilterSheet').then((module) => module.FilterSheet));

/** The pane with the conversations of a view, or with what a search found. On a phone it gives way to an open thread. */
export function ConversationList() {
  const t = useTranslations('inbox');
  const pathname = usePathname();
  const address = readInboxAddress(useSearchParams());
  const openId = /^\/conversations\/([^/]+)/.exec(pathname)?.[1] ?? null;
  const pane = useRef<HTMLDivElement>(null);
  const [showsFilter, setShowsFilter] = useState(false);
  useOpenNextUnread(openId);

  const search = (q: string) => {
    const next = inboxHref({ ...address, q }, openId === null ? {} : { conversationId: openId });
    // The list asks for itself; the page beside it stays as it is.
    window.history.replaceState(null, '', next);
  };

  return (
    <section
      aria-label={t('pane')}
      className={`min-w-0 flex-col border-line bg-surface md:flex md:w-[min(18.75rem,40vw)] md:shrink-0 md:border-e lg:w-[min(21.25rem,40vw)] ${openId === null ? 'flex w-full' : 'hidden'}`}
    >
      <header className="px-4 pt-3.5 pb-2.5">
        <div className="mb-1 flex items-center justify-between">
          <h1 className="text-lg font-[650] tracking-tight">{t('title')}</h1>
          <IconButton
            icon={ListFilter}
            name={t('filterAndSaved')}
            className="-me-2"
            aria-expanded={showsFilter}
            onPress={() => setShowsFilter(true)}
          />
        </div>
        <SearchBox q={address.q} onSearch={search} />
      </header>
      <Chips address={address} />
      <div ref={pane} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-3">
        {address.q === '' ? (
          <Conversations key={inboxHref(address)} pane={pane} address={address} openId={openId} />
        ) : (
          <SearchResults address={address} openId={openId} />
        )}
      </div>
      {showsFilter && <FilterSheet address={address} openId={openId} onClose={() => setShowsFilter(false)} />}
    </section>
  );
}

function Chips({ address }: { address: InboxAddress }) {
  const t = useTranslations('inbox');
  const { data: counts } = useQuery(countsQuery);
  const chips: { view: ConversationView; words: string }[] = [
    { view: 'all', words: t('all') },
    { view: 'unread', words: t('unread', { count: counts?.unread ?? 0 }) },
    { view: 'new', words: t('newChats', { count: counts?.newChats ?? 0 }) },
    { view: 'done', words: t('done') },
  ];
  return (
    <nav aria-label={t('filter')} className="px-4 pb-2">
      <ul className="flex flex-wrap gap-1.5">
        {chips.map(({ view, words }) => (
          <li key={view}>
            <Link
              href={inboxHref({ ...address, view })}
              {...(view === address.view ? { 'aria-current': 'page' } : {})}
              className="tabular inline-flex h-11 min-w-11 items-center justify-center rounded-full px-3 text-sm text-text-2 ring-1 ring-line-strong transition-colors ring-inset hover:bg-hover aria-[current]:bg-text aria-[current]:text-surface aria-[current]:ring-0 md:px-2.5 fine:h-7 fine:min-w-0"
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
      <Narrowing address={address} />
    </nav>
  );
}

function Conversations({
  pane,
  address,
  openId,
}: {
  pane: RefObject<HTMLDivElement | null>;
  address: InboxAddress;
  openId: string | null;
}) {
  const query = useInfiniteQuery(conversationsQuery(address));
  const { data, error, refetch } = query;
  const next = useNextPage(query);
  if (data === undefined) {
    return error === null ? <ListSkeleton /> : <LoadFailed error={error} retry={() => void refetch()} />;
  }

  const conversations = data.pages.flatMap((page) => page.items);
  if (conversations.length === 0) return <NothingHere address={address} />;
  return (
    <>
      <ConversationRows pane={pane} conversations={conversations} address={address} openId={openId} next={next} />
      <ListEnd next={next} />
    </>
  );
}

function NothingHere({ address }: { address: InboxAddress }) {
  const t = useTranslations('inbox');
  const { view } = address;
  if (isNarrowed(address)) {
    return (
      <EmptyState icon={ListFilter} title={t('nothingFits')}>
        <Link href={inboxHref({ view, q: '' })} className="font-[560] text-accent-strong underline underline-offset-2">
          {t('showAll')}
        </Link>
      </EmptyState>
    );
  }
  if (view === 'done') {
    return (
      <EmptyState icon={CheckCheck} title={t('nothingDone')}>
        {t('nothingDoneMore')}
      </EmptyState>
    );
  }
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

/** Opens a conversation that nobody of us has read yet, wherever it stands in the list. */
function useOpenNextUnread(openId: string | null): void {
  const t = useTranslations();
  const router = useRouter();
  useCommand('nextUnread', () => {
    ask('conversations', conversationsPath({ view: 'unread' }, null))
      .then(({ items }) => {
        const next = items.find(({ id }) => id !== openId);
        if (next === undefined) say({ words: t('inbox.allRead'), tone: 'done' });
        else router.push(inboxHref({ view: 'all', q: '' }, { conversationId: next.id }));
      })
      .catch((error: unknown) => say({ words: reasonOf(error) ?? t('controls.notDone'), tone: 'failed' }));
  });
}
