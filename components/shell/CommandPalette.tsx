'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowRight, Bookmark, MessagesSquare, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type ReactNode } from 'react';
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';

import { conversationsQuery } from '@/lib/client/conversation-queries';
import { savedViewsQuery } from '@/lib/client/installation-queries';

import { menuItemLook } from '../controls/Menu';
import { inboxHref } from '../inbox/inbox-url';
import { useCustomerName } from '../hooks/use-customer-name';
import { canRun, commands, runCommand, useOfferedCommands, type CommandName } from './commands';
import { Keycap } from './Keycap';
import { views } from './views';

/** Not worth a line: they only make sense as keys. */
const keysOnly: CommandName[] = ['palette', 'open', 'walk', 'next', 'previous'];

/** Everything that can be done from here, found by typing: commands, places to go, and customers. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useTranslations('commands');
  const [typed, setTyped] = useState('');
  const { groups, isWaiting } = useActs(typed.trim());
  const [takesFirst, setTakesFirst] = useState(false);

  const take = (run: () => void) => {
    onClose();
    // Once the dialog is gone and the focus is back where it was.
    requestAnimationFrame(() => requestAnimationFrame(run));
  };

  const change = (value: string) => {
    setTyped(value);
    setTakesFirst(false);
  };

  // Enter before anything is there takes what comes first.
  const first = groups[0]?.acts[0];
  useEffect(() => {
    if (takesFirst && first !== undefined) take(first.run);
  });

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={onClose}
      className="fixed inset-0 z-40 flex animate-appear items-start justify-center bg-scrim p-3 pt-[max(0.75rem,10dvh)]"
    >
      <Modal className="w-full max-w-xl">
        <Dialog
          aria-label={t('palette')}
          className="flex max-h-[min(34rem,80dvh)] flex-col overflow-hidden rounded-l bg-raised shadow-2 outline-none"
        >
          <Autocomplete inputValue={typed} onInputChange={change}>
            <SearchField
              autoFocus
              aria-label={t('what')}
              className="relative flex shrink-0 items-center border-b border-line"
            >
              <Search aria-hidden className="pointer-events-none absolute start-4 size-4 text-text-3" />
              <Input
                onKeyDownCapture={({ key }) => {
                  if (key === 'Enter' && isWaiting && first === undefined) setTakesFirst(true);
                }}
                placeholder={t('what')}
                className="h-13 w-full bg-raised ps-11 pe-4 text-md outline-none max-md:text-[16px] [&::-webkit-search-cancel-button]:hidden"
              />
            </SearchField>
            <Menu
              aria-label={t('palette')}
              items={groups}
              className="min-h-0 flex-1 overflow-y-auto p-1.5 outline-none"
              renderEmptyState={() => (
                <p className="px-3 py-6 text-center text-text-2">{t(isWaiting ? 'looking' : 'nothing')}</p>
              )}
            >
              {(group) => (
                <MenuSection id={group.name} items={group.acts}>
                  <Header className="px-2.5 pt-2 pb-1 text-xs font-[620] text-text-2">{group.name}</Header>
                  <Collection items={group.acts}>
                    {(act) => (
                      <MenuItem
                        id={act.id}
                        textValue={act.words}
                        onAction={() => take(act.run)}
                        className={`${menuItemLook} data-[focused]:bg-accent-soft`}
                      >
                        {act.icon}
                        <span dir="auto" className="theirs min-w-0 flex-1 truncate">
                          {act.words}
                        </span>
                        {act.key !== null && <Keycap>{act.key}</Keycap>}
                      </MenuItem>
                    )}
                  </Collection>
                </MenuSection>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type Act = { id: string; words: string; icon: ReactNode; key: string | null; run: () => void };
type Group = { id: string; name: string; acts: Act[] };

/**
 * What can be chosen, the best first. While the server is still asked for customers, nothing is shown that belongs below
 * them and would be first until they come: who presses Enter as a line appears means that line.
 */
function useActs(q: string): { groups: Group[]; isWaiting: boolean } {
  const t = useTranslations('commands');
  const shell = useTranslations('shell');
  const narrow = useTranslations('narrow');
  const router = useRouter();
  const name = useCustomerName();
  useOfferedCommands();
  const found = useInfiniteQuery({
    ...conversationsQuery({ view: 'all', q }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const { data: kept } = useQuery(savedViewsQuery);
  const isWaiting = found.isFetching && found.failureCount === 0 && (found.isPending || found.isPlaceholderData);
  const fits = (words: string) => words.toLowerCase().includes(q.toLowerCase());

  const can: Act[] = commands
    .filter((command) => !keysOnly.includes(command.name) && canRun(command.name))
    .map((command) => ({
      id: command.name,
      words: t(`name.${command.name}`),
      icon: null,
      key: command.shown[0] ?? null,
      run: () => void runCommand(command.name),
    }));
  const places: Act[] = views.map(({ name: view, href, icon: Icon }) => ({
    id: href,
    words: t('goTo', { view: shell(`view.${view}`) }),
    icon: <Icon aria-hidden className="size-4 text-text-2" strokeWidth={1.75} />,
    key: null,
    run: () => router.push(href),
  }));
  const saved: Act[] = (kept?.items ?? []).map((view) => ({
    id: `view ${view.id}`,
    words: view.name,
    icon: <Bookmark aria-hidden className="size-4 text-text-2" strokeWidth={1.75} />,
    key: null,
    run: () => router.push(view.address),
  }));
  const customers: Act[] = (q === '' ? [] : (found.data?.pages[0]?.items ?? []))
    .map((conversation) => ({
      id: `conversation ${conversation.id}`,
      words: name(conversation.customer),
      icon: <MessagesSquare aria-hidden className="size-4 text-text-2" strokeWidth={1.75} />,
      key: null,
      run: () => router.push(inboxHref({ view: 'all', q: '' }, { conversationId: conversation.id })),
    }))
    // Of the answer to fewer letters, what still fits.
    .filter(({ words }) => !found.isPlaceholderData || fits(words))
    .slice(0, 6);
  const search: Act = {
    id: 'search for',
    words: t('searchFor', { q }),
    icon: <ArrowRight aria-hidden className="size-4 text-text-2" />,
    key: null,
    run: () => router.push(inboxHref({ view: 'all', q })),
  };
  const best: Group[] = [
    { id: 'can', name: t('here'), acts: can.filter(({ words }) => fits(words)) },
    { id: 'customers', name: t('customers'), acts: customers },
  ];
  const below: Group[] = [
    { id: 'saved', name: narrow('saved'), acts: saved.filter(({ words }) => fits(words)) },
    { id: 'places', name: t('places'), acts: places.filter(({ words }) => fits(words)) },
    { id: 'search', name: t('search'), acts: q === '' ? [] : [search] },
  ];
  const isShown = ({ acts }: Group) => acts.length > 0;
  return { groups: [...best, ...(isWaiting && !best.some(isShown) ? [] : below)].filter(isShown), isWaiting };
}
