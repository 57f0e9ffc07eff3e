import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFolded, foldText } from './fold-text';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'grapheme-composite' }),
);

describe('foldText', () => {
  it.each([
    ['Café CRÈME', 'cafe creme'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['ılık', 'ilik'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδός', 'οδοσ'],
    ['ﬁets', 'fiets'],
    ['ＦＩＥＴＳ１２', 'fiets12'],
    ['  two \n\t words\u00a0here ', 'two words here'],
    ['soft\u00adhyphen and zero\u200bwidth', 'softhyphen and zerowidth'],
    ['مَرْحَبًا', 'مرحبا'],
    ['☕️', '☕'],
    ['Bjørn Łódź Ærø', 'bjorn lodz aero'],
    ['ســـلام', 'سلام'],
    ['שָׁלוֹם', 'שלום'],
    ['٠٦١٢ ۳۴ ５６', '0612 34 56'],
    ['', ''],
  ])('folds %j to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('comes to an end with half a million marks on one letter', () => {
    expect(foldText(`Z${'\u0301\u0323'.repeat(250_000)}e`)).toBe('ze');
  });

  it('changes nothing when it folds what is folded', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  it('folds every single character to something that stays', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const folded = foldText(String.fromCodePoint(code));
      if (foldText(folded) !== folded) expect.fail(`U+${code.toString(16)} folds differently the second time`);
    }
  });

  it('gives the same for composed and decomposed text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
      }),
    );
  });
});

describe('findFolded', () => {
  it.each([
    [
      'Een CAFÉ en een cafe\u0301.',
      'cafe',
      [
        [4, 8],
        [16, 21],
      ],
    ],
    ['Straße', 'SS', [[4, 5]]],
    [
      'Straße',
      's',
      [
        [0, 1],
        [4, 5],
      ],
    ],
    [
      'ßß',
      'ss',
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ['two \n words', 'o w', [[2, 7]]],
    ['👩‍👩‍👧 hi', 'hi', [[9, 11]]],
    [
      'aaaa',
      'aa',
      [
        [0, 2],
        [2, 4],
      ],
    ],
    ['nothing', 'x', []],
    ['blank query', '  ', []],
  ])('finds in %j the query %j at %j', (text, query, ranges) => {
    expect(findFolded(text, query)).toEqual(ranges);
  });

  it('finds exactly when the folded text holds the folded query', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, query) => {
        const holds = foldText(query) !== '' && foldText(text).includes(foldText(query));
        expect(findFolded(text, query).length > 0).toBe(holds);
      }),
    );
  });

  it('gives ranges that lie in the text, in order and apart, and hold the query', () => {
    const partOf = anyText.chain((text) =>
      fc.tuple(fc.constant(text), fc.nat(text.length), fc.nat(text.length)).map(([whole, a, b]) => ({
        text: whole,
        query: whole.slice(Math.min(a, b), Math.max(a, b)),
      })),
    );
    fc.assert(
      fc.property(partOf, ({ text, query }) => {
        let end = 0;
        for (const [from, to] of findFolded(text, query)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(foldText(text.slice(from, to))).toContain(foldText(query));
          end = to;
        }
      }),
    );
  });
});
