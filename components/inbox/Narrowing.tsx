'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import { businessNumbersQuery } from '@/lib/client/installation-queries';

import { inboxHref, isNarrowed, type InboxAddress } from './inbox-url';

/** What the list is narrowed to beside its view, each with the way to leave it out. */
export function Narrowing({ address }: { address: InboxAddress }) {
  return isNarrowed(address) ? <NarrowedTo address={address} /> : null;
}

function NarrowedTo({ address }: { address: InboxAddress }) {
  const t = useTranslations('narrow');
  const { data: numbers } = useQuery(businessNumbersQuery);
  const { kind, ...withoutKind } = address;
  const { businessNumber, after, before } = address;
  const label = numbers?.items.find(({ number }) => number === businessNumber)?.label ?? businessNumber ?? '';
  const parts = [
    businessNumber === undefined
      ? null
      : { words: t('toNumber', { number: label }), without: { ...address, businessNumber: '' } },
    kind === undefined ? null : { words: t(`kind.${kind}`), without: withoutKind },
    after === undefined ? null : { words: t('since', { day: after }), without: { ...address, after: '' } },
    before === undefined ? null : { words: t('until', { day: before }), without: { ...address, before: '' } },
  ].filter((part) => part !== null);
  return (
    <ul aria-label={t('active')} className="mt-1.5 flex flex-wrap gap-1.5">
      {parts.map(({ words, without }) => (
        <li key={words}>
          <Link
            href={inboxHref(without)}
            aria-label={t('leaveOut', { what: words })}
            className="inline-flex h-11 max-w-full items-center gap-1 rounded-full bg-accent-soft ps-3 pe-2 text-sm text-accent-strong fine:h-7"
          >
            <bdi className="truncate">{words}</bdi>
            <X aria-hidden className="size-3.5 shrink-0" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
