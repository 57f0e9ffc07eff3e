import { expect, it } from 'vitest';
import { formatAmount } from './format-amount';

it.each([
  ['3167.01', 'EUR', '€3,167.01'],
  ['99', 'EUR', '€99.00'],
  ['3000', 'JPY', '¥3,000'],
  ['0.005', 'EUR', '€0.005'],
  ['12345678901234567890.12', 'USD', '$12,345,678,901,234,567,890.12'],
  ['-2.5', 'EUR', '-€2.50'],
  ['12', 'EURO', '12 EURO'],
  ['12', '', '12 '],
  ['free', 'EUR', 'free EUR'],
  ['9'.repeat(61), 'EUR', `${'9'.repeat(61)} EUR`],
])('shows %s %s as %s', (amount, currency, shown) => {
  expect(formatAmount({ amount, currency }, 'en')).toBe(shown);
});
