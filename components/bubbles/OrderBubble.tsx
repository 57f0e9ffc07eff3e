'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

import type { OrderItem } from '@/lib/messages/kinds/order';
import type { MessageOf } from '@/lib/messages/message';
import { orderTotals } from '@/lib/messages/order-totals';

import { CopyButton } from '../controls/CopyButton';
import { Notice } from '../controls/Notice';
import { useAmount } from '../hooks/use-amount';
import { Accompanying } from './Accompanying';
import { KindLine } from './KindLine';

export function OrderBubble({ message }: { message: MessageOf<'order'> }) {
  const t = useTranslations('bubbles.order');
  const words = useAmount();
  const { catalogId, items, text, totals, incomplete } = message.content;
  return (
    <>
      <KindLine kind="order">{t('kind', { count: items.length })}</KindLine>
      <table className="tabular w-full text-sm">
        <caption className="sr-only">{t('caption')}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('product')}</th>
            <th scope="col">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <Line key={index} item={item} />
          ))}
        </tbody>
        <tfoot>
          {totals.map((total) => (
            <tr key={total.currency} className="text-md font-[660]">
              <th scope="row" className="pt-2 text-start font-[inherit]">
                {t('total')}
              </th>
              <td className="pt-2 text-end whitespace-nowrap">{words(total)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
      {incomplete && (
        <div className="mt-2">
          <Notice icon={TriangleAlert}>{t('incomplete')}</Notice>
        </div>
      )}
      <div className="mt-1 empty:hidden">
        <Accompanying text={text} />
        <Accompanying text={message.text} shown={[text]} />
      </div>
      {catalogId !== null && (
        <div className="mt-2 flex items-center justify-between gap-3 border-t border-line pt-1 text-xs text-text-2">
          <span className="min-w-0">
            {t('catalogue')} <code className="theirs font-mono text-text">{catalogId}</code>
          </span>
          <CopyButton text={catalogId} name={t('copyCatalogue')} />
        </div>
      )}
    </>
  );
}

function Line({ item }: { item: OrderItem }) {
  const t = useTranslations('bubbles.order');
  const words = useAmount();
  const { totals } = orderTotals([item]);
  const price =
    item.itemPrice === null
      ? null
      : item.currency === null
        ? item.itemPrice
        : words({ currency: item.currency.trim().toUpperCase(), amount: item.itemPrice.trim() });
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="py-1.5 text-start font-normal">
        <span dir="auto" className="theirs block font-[520]">
          {item.productRetailerId ?? t('noProduct')}
        </span>
        <span className="block text-text-2">
          {item.quantity ?? t('noQuantity')} × {price ?? t('noPrice')}
        </span>
      </th>
      <td className="py-1.5 ps-3 text-end whitespace-nowrap">
        {totals[0] ? words(totals[0]) : <span className="text-text-2">{t('notComputed')}</span>}
      </td>
    </tr>
  );
}
