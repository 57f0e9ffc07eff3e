'use client';

import { useQuery } from '@tanstack/react-query';
import { FileText, Mic, Play, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';

import { conversationDetailsQuery } from '@/lib/client/conversation-queries';
import type { Conversation } from '@/lib/messages/conversation';
import { isErased } from '@/lib/messages/erased';
import { formatCoordinates } from '@/lib/messages/format-coordinates';
import type { Message, MessageOf } from '@/lib/messages/message';
import { lookOf } from '@/lib/messages/shown-type';

import { Avatar } from '../controls/Avatar';
import { CopyButton } from '../controls/CopyButton';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { Instant } from '../controls/Instant';
import { PlaceMap } from '../map/PlaceMap';
import { useAmount } from '../hooks/use-amount';
import { BlockCustomer } from './BlockCustomer';
import { Declarations } from './Declarations';
import { LinkIntoThread } from './LinkIntoThread';

/** What is known of a customer beside the messages. */
export function Details({ conversation, customerName }: { conversation: Conversation; customerName: string }) {
  const t = useTranslations('details');
  const { data, error, refetch } = useQuery(conversationDetailsQuery(conversation.id));
  const { customer, businessNumber } = conversation;
  return (
    <div className="px-5 pt-6 pb-8">
      <div className="flex flex-col items-center text-center">
        <Avatar name={customer.name} size="l" />
        <p dir="auto" className="theirs mt-3 line-clamp-3 text-lg/6 font-[650] tracking-tight">
          {customerName}
        </p>
        {customer.number === null ? (
          <p className="mt-1 text-sm text-text-2">{customer.identified ? t('noNumber') : t('unidentified')}</p>
        ) : (
          <>
            <p className="tabular mt-0.5 text-text-2">
              <bdi>{customer.shown}</bdi>
            </p>
            <CopyButton text={customer.number} label={t('copyNumber')} />
          </>
        )}
      </div>
      {error !== null && <LoadFailed error={error} retry={() => void refetch()} />}
      {data === undefined ? (
        error === null && <DetailsSkeleton />
      ) : (
        <>
          <dl className="tabular mt-5 flex flex-col gap-y-2 text-sm">
            <Fact name={t('firstMessage')}>
              {data.firstMessageAt === null ? '–' : <Instant at={data.firstMessageAt} look="full" />}
            </Fact>
            <Fact name={t('messages')}>{data.messages}</Fact>
            {data.otherNumbers.map(({ number, shown }) => (
              <Fact key={number} name={t('alsoFrom')}>
                <bdi className="me-2">{shown}</bdi>
                <CopyButton text={number} name={t('copyThis', { number: shown })} />
              </Fact>
            ))}
            <Fact name={t('writesTo')}>
              <bdi>{businessNumber.label ?? businessNumber.shown ?? '–'}</bdi>
            </Fact>
            <Fact name={t('channel')}>{conversation.channel}</Fact>
          </dl>
          <Declarations conversation={conversation} details={data} />
          <MediaGrid conversationId={conversation.id} count={data.media.count} messages={data.media.latest} />
          <Places count={data.places.count} messages={data.places.latest} />
          <Orders count={data.orders.count} messages={data.orders.latest} />
          <BlockCustomer conversation={conversation} customerName={customerName} />
        </>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4">
      <dt className="text-text-2">{name}</dt>
      <dd className="ms-auto text-end">{children}</dd>
    </div>
  );
}

function Heading({ count, children }: { count: number; children: string }) {
  return (
    <h3 className="mt-6 mb-2 flex justify-between text-xs font-[620] text-text-2">
      {children} <span className="tabular">{count}</span>
    </h3>
  );
}

function MediaGrid({
  conversationId,
  count,
  messages,
}: {
  conversationId: string;
  count: number;
  messages: Message[];
}) {
  const t = useTranslations('details');
  const shown = messages.filter((message) => !isErased(message)).filter((message) => message.kind === 'media');
  if (shown.length === 0) return null;
  return (
    <>
      <Heading count={count}>{t('media')}</Heading>
      <ul className="grid grid-cols-3 gap-1">
        {shown.map((message) => (
          <li key={message.id}>
            <LinkIntoThread
              {...toMessage(message)}
              className="block overflow-hidden rounded-s"
              aria-label={mediaName(message, t('file'))}
            >
              <Thumbnail message={message} />
            </LinkIntoThread>
          </li>
        ))}
      </ul>
      <Link
        href={`/media?conversation=${encodeURIComponent(conversationId)}`}
        className="mt-1.5 inline-flex min-h-11 items-center text-sm text-accent-strong hover:underline fine:min-h-7"
      >
        {t('allMedia')}
      </Link>
    </>
  );
}

function Thumbnail({ message }: { message: MessageOf<'media'> }) {
  const { mediaId, state } = message.content;
  const look = lookOf(message.content, message.file ?? null);
  const [isBroken, setBroken] = useState(false);
  if (state === 'stored' && !isBroken && (look === 'image' || look === 'sticker')) {
    return (
      <img
        src={`/api/media/${encodeURIComponent(mediaId)}`}
        alt=""
        loading="lazy"
        onError={() => {
          setBroken(true);
        }}
        className={`aspect-square w-full bg-sunken ${look === 'image' ? 'object-cover' : 'object-contain'}`}
      />
    );
  }
  const Icon = state === 'deleted' ? Trash2 : look === 'audio' ? Mic : look === 'video' ? Play : FileText;
  return (
    <span className="grid aspect-square w-full place-items-center bg-sunken text-text-2">
      <Icon aria-hidden className="size-5" strokeWidth={1.6} />
    </span>
  );
}

function mediaName(message: MessageOf<'media'>, otherwise: string): string {
  return message.content.title ?? otherwise;
}

function Places({ count, messages }: { count: number; messages: Message[] }) {
  const t = useTranslations('details');
  const shown = messages.filter((message) => !isErased(message)).filter((message) => message.kind === 'location');
  const [latest] = shown;
  if (latest === undefined) return null;
  return (
    <>
      <Heading count={count}>{t('places')}</Heading>
      <div className="h-28 overflow-hidden rounded-m bg-sea">
        <PlaceMap
          name={t('placesMap')}
          tiles={null}
          places={shown.map((message) => ({ id: message.id, ...message.content }))}
          isSmall
        />
      </div>
      <ul className="mt-1">
        {shown.map((message) => (
          <li key={message.id}>
            <LinkIntoThread
              {...toMessage(message)}
              className="flex min-h-11 items-baseline justify-between gap-3 rounded-s py-1.5 text-sm hover:underline fine:min-h-0"
            >
              <span dir="auto" className="theirs min-w-0 truncate">
                {message.content.label ?? message.content.searchQuery ?? formatCoordinates(message.content)}
              </span>
              <Instant at={message.sentAt} look="short" className="tabular shrink-0 whitespace-nowrap text-text-2" />
            </LinkIntoThread>
          </li>
        ))}
      </ul>
    </>
  );
}

function Orders({ count, messages }: { count: number; messages: Message[] }) {
  const t = useTranslations('details');
  const words = useAmount();
  const shown = messages.filter((message) => !isErased(message)).filter((message) => message.kind === 'order');
  if (shown.length === 0) return null;
  return (
    <>
      <Heading count={count}>{t('orders')}</Heading>
      <ul>
        {shown.map((message) => (
          <li key={message.id}>
            <LinkIntoThread
              {...toMessage(message)}
              className="tabular flex min-h-11 items-baseline justify-between gap-3 rounded-s py-1.5 text-sm hover:underline fine:min-h-0"
            >
              <Instant at={message.sentAt} look="full" className="shrink-0 whitespace-nowrap text-text-2" />
              <strong className="text-end font-[620]">
                {message.content.totals.length === 0
                  ? t('items', { count: message.content.items.length })
                  : message.content.totals.map(words).join(' + ')}
              </strong>
            </LinkIntoThread>
          </li>
        ))}
      </ul>
    </>
  );
}

function DetailsSkeleton() {
  const t = useTranslations('states');
  return (
    <div aria-busy className="mt-6 space-y-3">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-3.5 w-full" />
      <Skeleton className="h-3.5 w-full" />
      <Skeleton className="h-3.5 w-4/5" />
      <Skeleton className="mt-6 h-24 w-full" />
    </div>
  );
}

function toMessage({ id, conversationId }: Message) {
  return {
    href: `/conversations/${encodeURIComponent(conversationId)}?message=${encodeURIComponent(id)}`,
    conversationId,
    place: { messageId: id },
  };
}
