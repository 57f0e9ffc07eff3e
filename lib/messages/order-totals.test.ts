import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderItem } from './kinds/order';
import { orderTotals } from './order-totals';

const line = (quantity: string | null, itemPrice: string | null, currency: string | null = 'EUR'): OrderItem => ({
  productRetailerId: 'article',
  quantity,
  itemPrice,
  currency,
});

describe('orderTotals', () => {
  it('adds up the order of the source document to the cent', () => {
    const items = [line('99', '15'), line('99', '7'), line('99', '9.99')];
    expect(orderTotals(items)).toEqual({ totals: [{ currency: 'EUR', amount: '3167.01' }], incomplete: false });
  });

  it('keeps each currency by itself, in the order of appearance', () => {
    const items = [line('1', '0.10', 'usd'), line('3', '1000', 'JPY'), line('2', '0.1', 'USD')];
    expect(orderTotals(items).totals).toEqual([
      { currency: 'USD', amount: '0.3' },
      { currency: 'JPY', amount: '3000' },
    ]);
  });

  it.each([
    ['a price in words', line('1', 'free')],
    ['a decimal comma', line('1', '9,99')],
    ['no price', line('1', null)],
    ['no quantity', line(null, '1')],
    ['an empty quantity', line('', '1')],
    ['no currency', line('1', '1', null)],
    ['a blank currency', line('1', '1', ' ')],
    ['infinity', line('1', 'Infinity')],
    ['an absurd exponent', line('1', '1e999999999')],
    ['a very small number', line('1e-9999', '1')],
    ['a million digits', line('1', '9'.repeat(1_000_000))],
  ])('leaves out a line with %s and says so', (_what, item) => {
    expect(orderTotals([line('2', '5.00'), item])).toEqual({
      totals: [{ currency: 'EUR', amount: '10' }],
      incomplete: true,
    });
  });

  it.each([
    ['1.50', '3'],
    ['+1', '2'],
    ['.5', '1'],
    ['2.', '4'],
    ['1e3', '2000'],
    ['-0', '0'],
    ['-1.25', '-2.5'],
  ])('reads the price %j', (price, amount) => {
    expect(orderTotals([line('2', price)])).toEqual({ totals: [{ currency: 'EUR', amount }], incomplete: false });
  });

  it('has no total without lines', () => {
    expect(orderTotals([])).toEqual({ totals: [], incomplete: false });
  });

  it('is as exact as counting in cents', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 });
    const items = fc.array(fc.tuple(fc.integer({ min: 0, max: 9999 }), cents), { minLength: 1 });
    fc.assert(
      fc.property(items, (lines) => {
        const sum = lines.reduce((total, [quantity, price]) => total + BigInt(quantity) * BigInt(price), 0n);
        const { totals } = orderTotals(
          lines.map(([quantity, price]) => line(String(quantity), (price / 100).toFixed(2))),
        );
        const [whole = '', decimals = ''] = (totals[0]?.amount ?? '').split('.');
        expect(BigInt(whole + decimals.padEnd(2, '0'))).toBe(sum);
      }),
    );
  });
});
