'use client';

import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';

import type { Conversation } from '@/lib/messages/conversation';

import { Avatar } from '../controls/Avatar';
import { useCustomerName } from '../hooks/use-customer-name';

type Customer = Conversation['customer'];

/** Who is declared to be whom. */
export function DeclaredPair({ customer, sameAs }: { customer: Customer; sameAs: Customer }) {
  return (
    <div className="rounded-m bg-sunken px-3.5 py-3">
      <Person customer={customer} />
      <ArrowDown aria-hidden className="my-1 ms-2.5 size-4 text-text-2" strokeWidth={1.9} />
      <Person customer={sameAs} />
    </div>
  );
}

function Person({ customer }: { customer: Customer }) {
  const t = useTranslations('declarations');
  const name = useCustomerName()(customer);
  const number = customer.shown;
  const more = customer.identified ? number : t('unidentified');
  return (
    <div className="flex items-center gap-3">
      <Avatar name={customer.name} size="s" />
      <div className="min-w-0">
        <p className="truncate font-[560]">
          <bdi>{name}</bdi>
        </p>
        {more !== null && more !== name && <p className="tabular truncate text-sm text-text-2">{more}</p>}
      </div>
    </div>
  );
}
