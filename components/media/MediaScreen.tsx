'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, ImageOff, SearchX, Trash2, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useMemo, useState } from 'react';

import { mediaQuery, type MediaFilter } from '@/lib/client/media-queries';
import { useNextPage } from '@/lib/client/use-next-page';
import type { Conversation } from '@/lib/messages/conversation';

import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { IconButton } from '../controls/IconButton';
import { LoadFailed } from '../controls/LoadFailed';
import { isDeletable, useDeleteMedia } from './use-delete-media';
import { ListSkeletonGrid } from '../lists/ListSkeletonGrid';
import { listed } from '../lists/use-messages-of-kind';
import { useCustomerName } from '../hooks/use-customer-name';
import { LightboxProvider } from './LightboxProvider';
import { MediaFilters } from './MediaFilters';
import { MediaGrid } from './MediaGrid';
import { useMediaSelection } from './use-media-selection';

/** All files of all conversations or of one, newest first: by type, month and words, to see, to choose and to delete. */
export function MediaScreen({ conversation }: { conversation: Conversation | null }) {
  const t = useTranslations('mediaList');
  const [filter, setFilter] = useState<MediaFilter>({
    type: null,
    month: null,
    q: '',
    conversationId: conversation?.id ?? null,
  });
  const asked = useDeferredValue(filter);
  const query = useInfiniteQuery({
    ...mediaQuery(asked),
    placeholderData: (before) => before,
  });
  const { data, error, refetch } = query;
  const next = useNextPage(query, JSON.stringify(asked));
  const items = useMemo(
    () => data?.pages.flatMap((page) => page.items).flatMap((item) => listed('media', item)),
    [data],
  );
  const messages = useMemo(() => items?.map(({ message }) => message) ?? [], [items]);
  const deletable = useMemo(
    () => messages.filter(({ content }) => isDeletable(content)).map(({ id }) => id),
    [messages],
  );
  const selection = useMediaSelection(deletable);
  const remove = useDeleteMedia();
  const isFiltered = filter.type !== null || filter.month !== null || filter.q !== '';

  const head = (
    <>
      <Head conversation={conversation} />
      <MediaFilters filter={filter} counts={data?.pages[0]?.counts ?? null} onChange={setFilter} />
    </>
  );
  return (
    <main id="main" className="relative flex min-w-0 flex-1 flex-col bg-canvas">
      <LightboxProvider messages={messages} {...(next.hasMore && { loadMore: next.load })}>
        {items === undefined || items.length === 0 ? (
          <div className="mx-auto w-full max-w-6xl overflow-y-auto px-4 py-6 md:px-8 md:py-8">
            {head}
            {items !== undefined ? (
              isFiltered ? (
                <EmptyState icon={SearchX} title={t('nothing')}>
                  {t('nothingMore')}
                </EmptyState>
              ) : (
                <EmptyState icon={ImageOff} title={t('empty')}>
                  {t('emptyMore')}
                </EmptyState>
              )
            ) : error === null ? (
              <ListSkeletonGrid
                look="aspect-square w-full rounded-l"
                columns="grid-cols-[repeat(auto-fill,minmax(138px,1fr))] pt-11"
              />
            ) : (
              <LoadFailed error={error} retry={() => void refetch()} />
            )}
          </div>
        ) : (
          <MediaGrid
            items={items}
            selection={selection}
            canSelect={remove !== null}
            showsCustomers={conversation === null}
            next={next}
            head={head}
          />
        )}
      </LightboxProvider>
      {selection.selected.size > 0 && (
        <div className="absolute inset-x-0 bottom-4 z-20 flex justify-center px-4">
          <div
            role="toolbar"
            aria-label={t('selected', { count: selection.selected.size })}
            className="flex animate-rise items-center gap-1.5 rounded-xl bg-raised py-1.5 ps-1.5 pe-2 shadow-2 ring-1 ring-line"
          >
            <IconButton icon={X} name={t('clear')} onPress={selection.clear} />
            <p role="status" className="tabular me-3 font-[560] whitespace-nowrap">
              {t('selected', { count: selection.selected.size })}
            </p>
            <Button
              look="danger"
              onPress={() => {
                const files = messages.filter(({ id }) => selection.selected.has(id));
                remove?.(
                  files.map(({ content, file }) => ({ content, file: file ?? null })),
                  selection.clear,
                );
              }}
            >
              <Trash2 aria-hidden className="size-4" />
              {t('delete')}
            </Button>
          </div>
        </div>
      )}
    </main>
  );
}

function Head({ conversation }: { conversation: Conversation | null }) {
  const t = useTranslations('mediaList');
  const customerName = useCustomerName();
  if (conversation === null) {
    return (
      <>
        <h1 className="text-xl font-[660] tracking-tight">{t('title')}</h1>
        <p className="mt-1 mb-5 max-w-prose text-text-2">{t('intro')}</p>
      </>
    );
  }
  return (
    <>
      <h1 className="text-xl font-[660] tracking-tight">
        {t.rich('titleOf', { customer: () => <bdi>{customerName(conversation.customer)}</bdi> })}
      </h1>
      <p className="mt-1 mb-5 flex flex-wrap gap-x-5">
        <Link
          href={`/conversations/${encodeURIComponent(conversation.id)}`}
          className="inline-flex min-h-11 items-center gap-1.5 text-accent-strong hover:underline fine:min-h-7"
        >
          <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
          {t('toConversation')}
        </Link>
        <Link
          href="/media"
          className="inline-flex min-h-11 items-center text-accent-strong hover:underline fine:min-h-7"
        >
          {t('ofAll')}
        </Link>
      </p>
    </>
  );
}
