import { expect, it } from 'vitest';
import { formatPhoneNumber, normalizePhoneNumber } from './phone-number';
import { sharedDigits } from './shared-digits';

it.each([
  '+31201234567',
  '+31 20 123 4567',
  '0031 20 123 4567',
  '31201234567',
  '+31 (0)20 123 4567',
  '+31(0)201234567',
  '+31 (20) 123-45.67',
  '[+31] 20/1234567',
  '\u202a+31\u00a020\u20111234567\u202c',
  '+３１２０１２３４５６７',
])('finds the number by %j', (spelling) => {
  expect(sharedDigits(spelling)).toBe('31201234567');
});

it.each(['020 123 4567', '0201234567', '(020) 123 4567', '020-1234567', '20 1234567'])(
  'finds the number without its country by %j',
  (spelling) => {
    expect(sharedDigits(spelling)).toBe('201234567');
  },
);

it.each(['', '+', '0', '00', '-', '.', 'jan', '10:30', '€ 12', '20 euro', '1'.repeat(65)])(
  'sees no number in %j',
  (text) => {
    expect(sharedDigits(text)).toBeUndefined();
  },
);

it('finds a number as the screen shows it', () => {
  const number = normalizePhoneNumber('+31201234567') ?? '';
  expect(number).toContain(sharedDigits(formatPhoneNumber(number)));
});
