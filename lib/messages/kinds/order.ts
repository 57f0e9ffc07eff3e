import { formatAmount } from '../format-amount';
import type { KindDefinition } from '../kind-definition';

/** Quantities and prices are decimal strings as sent; null when absent. */
export type OrderItem = {
  productRetailerId: string | null;
  quantity: string | null;
  itemPrice: string | null;
  currency: string | null;
};

export type OrderContent = {
  catalogId: string | null;
  items: OrderItem[];
  text: string | null;
  /** Exact sums for each currency, as decimal strings without padding. */
  totals: { currency: string; amount: string }[];
  /** Some line could not be computed and is left out of the totals. */
  incomplete: boolean;
};

export const order: KindDefinition<OrderContent> = {
  preview: (content, words) => {
    const count = content.items.length;
    if (content.totals.length === 0) return words('orderWithoutTotal', { count });
    // One line has room for no more, and writing an amount takes its time.
    const totals = content.totals.slice(0, 8);
    const total = totals.map((sum) => formatAmount(sum, words('locale'))).join(' + ');
    return words(content.incomplete ? 'orderIncomplete' : 'order', { count, total });
  },
  searchText: (content) => [
    content.catalogId ?? '',
    content.text ?? '',
    ...content.items.flatMap((item) => [item.productRetailerId ?? '', item.itemPrice ?? '']),
    ...content.totals.map((sum) => sum.amount),
  ],
};
