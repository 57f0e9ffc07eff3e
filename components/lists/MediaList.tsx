'use client';

import {
  CloudOff,
  FileText,
  ImageOff,
  LoaderCircle,
  Mic,
  Play,
  ShieldAlert,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import type { MediaContent } from '@/lib/messages/kinds/media';

import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Instant } from '../Instant';
import { LoadMore } from '../LoadMore';
import { useCustomerName } from '../use-customer-name';
import { isVisibleText } from '../visible-text';
import { ListSkeletonGrid } from './ListSkeletonGrid';
import { placeInThread, useMessagesOfKind, type Listed } from './use-messages-of-kind';

/** All media of all conversations, newest first. */
export function MediaList() {
  const t = useTranslations('mediaList');
  const { items, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useMessagesOfKind('media');
  if (items === undefined) {
    return error === null ? (
      <ListSkeletonGrid look="aspect-square w-full rounded-l" />
    ) : (
      <LoadFailed error={error} retry={() => void refetch()} />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={ImageOff} title={t('empty')}>
        {t('emptyMore')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t('title')} className="grid grid-cols-2 gap-x-3 gap-y-5 sm:grid-cols-3 lg:grid-cols-4">
        {items.map((item) => (
          <Tile key={item.message.id} item={item} />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} isLoading={isFetchingNextPage} load={() => void fetchNextPage()} />
    </>
  );
}

function Tile({ item }: { item: Listed<'media'> }) {
  const t = useTranslations('bubbles.media.type');
  const { message, conversation } = item;
  const { content } = message;
  const name = useCustomerName()(conversation.customer);
  return (
    <li>
      <Link href={placeInThread(item)} className="group block rounded-l outline-offset-4">
        <span className="relative block aspect-square overflow-hidden rounded-l bg-surface shadow-1 transition-shadow group-hover:shadow-2">
          <Preview content={content} />
        </span>
        <span dir="auto" className="theirs mt-2 line-clamp-1 text-sm font-[560]">
          {isVisibleText(content.title) ? content.title : t(content.mediaType)}
        </span>
        <span className="flex gap-1.5 text-xs text-text-2">
          <bdi className="min-w-0 truncate">{name}</bdi>
          <span aria-hidden>·</span>
          <Instant at={message.sentAt} look="short" className="tabular whitespace-nowrap" />
        </span>
      </Link>
    </li>
  );
}

function Preview({ content }: { content: MediaContent }) {
  const t = useTranslations('mediaList.state');
  const path = `/api/media/${encodeURIComponent(content.mediaId)}`;
  if (content.state === 'stored') {
    if (content.mediaType === 'image')
      return <img src={path} alt="" loading="lazy" className="size-full object-cover" />;
    if (content.mediaType === 'sticker')
      return <img src={path} alt="" loading="lazy" className="size-full object-contain p-4" />;
    const icons: Record<'video' | 'audio' | 'document', LucideIcon> = { video: Play, audio: Mic, document: FileText };
    const Icon = icons[content.mediaType];
    return (
      <span className="grid size-full place-items-center text-accent">
        <Icon aria-hidden className="size-9" strokeWidth={1.4} />
      </span>
    );
  }
  const icons = { pending: LoaderCircle, unavailable: CloudOff, blocked: ShieldAlert, deleted: Trash2 };
  const Icon = icons[content.state];
  return (
    <span className="flex size-full flex-col items-center justify-center gap-2 text-xs text-text-2">
      <Icon aria-hidden className="size-6" strokeWidth={1.5} />
      {t(content.state)}
    </span>
  );
}
