import { expect, it } from 'vitest';

import { keyOf } from './key-of';

it.each([
  ['Latin', 'k', 'KeyK', false, 'k'],
  // Dvorak: what is written counts, not where it stands.
  ['Dvorak', 't', 'KeyK', false, 't'],
  ['Russian', 'л', 'KeyK', false, 'k'],
  ['Greek', 'κ', 'KeyK', false, 'k'],
  ['Hebrew', 'ל', 'KeyK', false, 'k'],
  ['Arabic, two letters on one key', 'لا', 'KeyB', false, 'b'],
  ['Arabic', 'ظ', 'Slash', false, '/'],
  ['Arabic', '؟', 'Slash', true, '?'],
  ['Russian with Shift', 'Ь', 'KeyM', true, 'M'],
  ['Russian', '/', 'Backslash', true, '/'],
  ['French', 'é', 'Digit2', false, 'é'],
  ['no letter', 'Escape', 'Escape', false, 'Escape'],
])('on a keyboard that is %s takes %s at %s (Shift: %s) for %s', (_layout, key, code, shiftKey, taken) => {
  expect(keyOf({ key, code, shiftKey })).toBe(taken);
});
