'use client';

import { ShoppingCart } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Instant } from '../controls/Instant';
import { LoadMore } from '../controls/LoadMore';
import { useAmount } from '../hooks/use-amount';
import { useCustomerName } from '../hooks/use-customer-name';
import { ListSkeletonGrid } from './ListSkeletonGrid';
import { placeInThread, useMessagesOfKind, type Listed } from './use-messages-of-kind';

/** All orders of all conversations, newest first. */
export function OrdersList() {
  const t = useTranslations('ordersList');
  const { items, error, refetch, next } = useMessagesOfKind('order');
  if (items === undefined) {
    return error === null ? (
      <ListSkeletonGrid look="h-24 w-full rounded-l" />
    ) : (
      <LoadFailed error={error} retry={() => void refetch()} />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={ShoppingCart} title={t('empty')}>
        {t('emptyMore')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t('title')} className="divide-y divide-line overflow-hidden rounded-l bg-surface shadow-1">
        {items.map((item) => (
          <Row key={item.message.id} item={item} />
        ))}
      </ul>
      <LoadMore next={next} />
    </>
  );
}

function Row({ item }: { item: Listed<'order'> }) {
  const t = useTranslations('ordersList');
  const words = useAmount();
  const { message, conversation } = item;
  const { items, totals, incomplete } = message.content;
  const name = useCustomerName()(conversation.customer);
  const products = items.flatMap(({ productRetailerId }) => productRetailerId ?? []).slice(0, 6);
  return (
    <li>
      <Link
        href={placeInThread(item)}
        className="flex items-center gap-4 px-4 py-3 -outline-offset-2 transition-colors hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <bdi className="block truncate font-[560]">{name}</bdi>
          <span dir="auto" className="theirs block truncate text-sm text-text-2">
            {t('products', { count: items.length })} · {products.join(', ')}
          </span>
        </span>
        <span className="tabular text-end">
          <span className="block font-[620]">{totals.length === 0 ? t('noTotal') : totals.map(words).join(' + ')}</span>
          <span className="block text-xs text-text-2">
            {incomplete && `${t('incomplete')} · `}
            <Instant at={message.sentAt} look="full" />
          </span>
        </span>
      </Link>
    </li>
  );
}
