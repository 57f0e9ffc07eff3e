'use client';

import { Map, MapPinOff } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';

import { formatCoordinates } from '@/lib/messages/format-coordinates';

import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Instant } from '../controls/Instant';
import { LoadMore } from '../controls/LoadMore';
import { PlaceMap } from '../map/PlaceMap';
import { useStreets } from '../map/use-streets';
import { useCustomerName } from '../hooks/use-customer-name';
import { ListSkeletonGrid } from './ListSkeletonGrid';
import { placeInThread, useMessagesOfKind, type Listed } from './use-messages-of-kind';

/** All places of all conversations: on one map, and in a list, newest first. */
export function PlacesList() {
  const t = useTranslations('placesList');
  const router = useRouter();
  const streets = useStreets();
  const { items, error, refetch, next } = useMessagesOfKind('location');
  if (items === undefined) {
    return error === null ? (
      <ListSkeletonGrid look="h-24 w-full rounded-l" />
    ) : (
      <LoadFailed error={error} retry={() => void refetch()} />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={MapPinOff} title={t('empty')}>
        {t('emptyMore')}
      </EmptyState>
    );
  }
  const open = (id: string) => {
    const item = items.find(({ message }) => message.id === id);
    if (item !== undefined) router.push(placeInThread(item));
  };
  return (
    <>
      <div className="h-[min(22rem,46dvh)] overflow-hidden rounded-l bg-sea shadow-1">
        <PlaceMap
          name={t('map')}
          places={items.map(({ message }) => ({ id: message.id, ...message.content }))}
          tiles={streets.tiles}
          onChoose={open}
        />
      </div>
      <div className="mt-1 mb-3 flex min-h-7 justify-end">
        {streets.tiles === null && streets.available !== null && (
          <Button look="inline" onPress={streets.show}>
            <Map aria-hidden className="size-3.5" />
            {t('showStreets', { host: streets.available.host })}
          </Button>
        )}
      </div>
      <ul aria-label={t('title')} className="divide-y divide-line overflow-hidden rounded-l bg-surface shadow-1">
        {items.map((item) => (
          <Row key={item.message.id} item={item} />
        ))}
      </ul>
      <LoadMore next={next} />
    </>
  );
}

function Row({ item }: { item: Listed<'location'> }) {
  const { message, conversation } = item;
  const { label, searchQuery } = message.content;
  const name = useCustomerName()(conversation.customer);
  const coordinates = formatCoordinates(message.content);
  return (
    <li>
      <Link
        href={placeInThread(item)}
        className="flex items-center gap-4 px-4 py-3 -outline-offset-2 transition-colors hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span dir="auto" className="theirs block truncate font-[560]">
            {label ?? searchQuery ?? coordinates}
          </span>
          <span dir="auto" className="theirs tabular block truncate text-sm text-text-2">
            {label !== null && searchQuery !== null ? `${searchQuery} · ${coordinates}` : coordinates}
          </span>
        </span>
        <span className="max-w-[45%] text-end text-sm text-text-2">
          <bdi className="block truncate">{name}</bdi>
          <Instant at={message.sentAt} look="full" className="tabular text-xs" />
        </span>
      </Link>
    </li>
  );
}
