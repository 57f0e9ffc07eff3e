import Big from 'big.js';
import type { OrderContent, OrderItem } from './kinds/order';

/**
 * The exact sum of quantity × price for each currency, in the order in which the currencies appear, as decimal
 * strings without padding (`99`, `989.01`). Lines without a currency or with a number that cannot be read are left
 * out and make the order `incomplete`.
 */
export function orderTotals(items: readonly OrderItem[]): Pick<OrderContent, 'totals' | 'incomplete'> {
  const sums = new Map<string, Big>();
  let incomplete = false;
  for (const item of items) {
    const currency = item.currency?.trim().toUpperCase() ?? '';
    const quantity = readDecimal(item.quantity);
    const price = readDecimal(item.itemPrice);
    if (currency === '' || quantity === undefined || price === undefined) {
      incomplete = true;
      continue;
    }
    sums.set(currency, (sums.get(currency) ?? new Big(0)).plus(quantity.times(price)));
  }
  return {
    totals: [...sums].map(([currency, sum]) => ({ currency, amount: sum.eq(0) ? '0' : sum.toFixed() })),
    incomplete,
  };
}

/** Numbers of more than 40 characters, or an exponent beyond ±20, mean no order: they would only fill the memory. */
function readDecimal(sent: string | null): Big | undefined {
  const decimal = sent?.trim() ?? '';
  if (decimal.length > 40) return undefined;
  const match = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e([+-]?\d{1,4}))?$/i.exec(decimal);
  if (!match || Math.abs(Number(match[1] ?? 0)) > 20) return undefined;
  return new Big(decimal.replace(/^\+/, ''));
}
