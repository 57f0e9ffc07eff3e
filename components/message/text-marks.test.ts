import fc from 'fast-check';
import { expect, it } from 'vitest';

import { readTextMarks, type MarkedText } from './text-marks';

function plain(parts: MarkedText[]): string {
  return parts.map((part) => ('parts' in part ? plain(part.parts) : part.text)).join('');
}

it('reads bold, italic, struck and code', () => {
  expect(readTextMarks('a *b* _c_ ~d~ `e`')).toEqual([
    { mark: null, text: 'a ' },
    { mark: 'bold', parts: [{ mark: null, text: 'b' }] },
    { mark: null, text: ' ' },
    { mark: 'italic', parts: [{ mark: null, text: 'c' }] },
    { mark: null, text: ' ' },
    { mark: 'strike', parts: [{ mark: null, text: 'd' }] },
    { mark: null, text: ' ' },
    { mark: 'code', text: 'e' },
  ]);
});

it('reads marks inside marks', () => {
  expect(readTextMarks('*_both_*')).toEqual([
    { mark: 'bold', parts: [{ mark: 'italic', parts: [{ mark: null, text: 'both' }] }] },
  ]);
});

it.each(['2 * 3 * 4', 'snake_case_name', 'https://example.com/a_b_c', '* item', '*two\nlines*', '**', '``'])(
  'leaves %j as typed',
  (text) => {
    expect(readTextMarks(text)).toEqual([{ mark: null, text }]);
  },
);

it.each(['*a ', '_a ~b *c ', '*a _b ', '`a\n', '*a\n', '``` ', '*'])(
  'reads a megabyte of %j in the time that others take',
  (piece) => {
    const text = piece.repeat(2 ** 20 / piece.length);
    expect(plain(readTextMarks(text)).length).toBeGreaterThan(0);
  },
);

it('closes a mark on a line after one that closes none', () => {
  expect(readTextMarks('*a\n*b*')).toEqual([
    { mark: null, text: '*a\n' },
    { mark: 'bold', parts: [{ mark: null, text: 'b' }] },
  ]);
});

it('loses nothing but the marks, whatever is typed', () => {
  const letters = fc.array(fc.constantFrom('*', '_', '~', 'a', ' ', '\n', 'é'), { maxLength: 40 });
  fc.assert(
    fc.property(letters, (typed) => {
      const text = typed.join('');
      const unmarked = (value: string) => value.replace(/[*_~]/g, '');
      expect(unmarked(plain(readTextMarks(text)))).toBe(unmarked(text));
    }),
  );
});
