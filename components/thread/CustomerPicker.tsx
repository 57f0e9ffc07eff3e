'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Search, UserRoundX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';

import { candidatesQuery } from '@/lib/client/conversation-queries';
import type { Conversation } from '@/lib/messages/conversation';

import { Avatar } from '../controls/Avatar';
import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { useCustomerName } from '../hooks/use-customer-name';

/** Chooses one of the customers who wrote by the same channel to the same business number. */
export function CustomerPicker({
  conversation,
  onChoose,
}: {
  conversation: Conversation;
  onChoose: (chosen: Conversation) => void;
}) {
  const t = useTranslations('declarations');
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <div className="px-5 pb-3">
        <p className="mb-3 text-text-2">{t('only', { channel: conversation.channel })}</p>
        <SearchField aria-label={t('search')} autoFocus className="relative flex items-center">
          <Search aria-hidden className="pointer-events-none absolute start-2.5 size-4 text-text-3" strokeWidth={1.9} />
          <Input
            placeholder={t('search')}
            className="h-11 w-full rounded-m bg-sunken ps-8.5 pe-3 text-base text-text placeholder:text-text-3 max-md:text-[16px] fine:h-9 [&::-webkit-search-cancel-button]:hidden"
          />
        </SearchField>
      </div>
      <Candidates conversation={conversation} q={q} onChoose={onChoose} />
    </Autocomplete>
  );
}

function Candidates({
  conversation,
  q,
  onChoose,
}: {
  conversation: Conversation;
  q: string;
  onChoose: (chosen: Conversation) => void;
}) {
  const t = useTranslations('declarations');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...candidatesQuery({ conversationId: conversation.id, q }),
    placeholderData: (before) => before,
  });
  if (data === undefined) {
    return error === null ? <PickerSkeleton /> : <LoadFailed error={error} retry={() => void refetch()} />;
  }
  const candidates = data.pages.flatMap((page) => page.items);
  return (
    <div className="min-h-64 overflow-y-auto pb-3">
      <ListBox
        aria-label={t('customers')}
        items={candidates}
        onAction={(id) => {
          const chosen = candidates.find((candidate) => candidate.id === id);
          if (chosen !== undefined) onChoose(chosen);
        }}
        className="px-2 outline-none"
        renderEmptyState={() => (
          <EmptyState
            icon={UserRoundX}
            title={q === '' ? t('none', { channel: conversation.channel }) : t('notFound')}
          />
        )}
      >
        {(candidate) => <Candidate conversation={candidate} />}
      </ListBox>
      {hasNextPage && (
        <div className="px-5 pt-2">
          <Button look="inline" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Candidate({ conversation }: { conversation: Conversation }) {
  const name = useCustomerName()(conversation.customer);
  const number = conversation.customer.shown;
  return (
    <ListBoxItem
      id={conversation.id}
      textValue={name}
      className="flex min-h-13 cursor-pointer items-center gap-3 rounded-m px-3 py-1.5 -outline-offset-2 hover:bg-hover data-[focused]:bg-accent-soft"
    >
      <Avatar name={conversation.customer.name} size="s" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-[560]">
          <bdi>{name}</bdi>
        </p>
        {number !== null && number !== name && (
          <p className="tabular text-sm text-text-2">
            <bdi>{number}</bdi>
          </p>
        )}
      </div>
    </ListBoxItem>
  );
}

function PickerSkeleton() {
  const t = useTranslations('states');
  return (
    <div aria-busy className="min-h-64 space-y-3 px-5 pb-5">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-10 w-3/4" />
    </div>
  );
}
