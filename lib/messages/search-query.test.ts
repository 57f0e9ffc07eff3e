import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeWord, wordAt, writeValue } from './complete-query';
import { isBlank, parseQuery } from './search-query';

const nothing = {
  ...{ words: [], without: [], from: [], numbers: [], skus: [], kinds: [], withoutKinds: [], has: [], is: [] },
  ...{ before: null, after: null, hints: [] },
};

describe('parseQuery', () => {
  it.each([
    ['', {}],
    ['Café  crème', { words: ['cafe', 'creme'] }],
    ['"Café crème" “so quoted”', { words: ['cafe creme', 'so quoted'] }],
    ['-word -"two words" - --x', { without: ['word', 'two words'], words: ['-', '--x'] }],
    ['from:Jan FROM:"de Vries"', { from: ['jan', 'de vries'] }],
    ['kind:order kind:Places -kind:text', { kinds: ['order', 'location'], withoutKinds: ['text'] }],
    ['has:photo has:link is:unread', { has: ['image', 'link'], is: ['unread'] }],
    ['before:2026-1-31', { before: { year: 2026, month: 1, day: 31 } }],
    ['after:2026 after:31-01-2026', { after: { year: 2026, month: 1, day: 31 } }],
    ['after:today before:2026-12', { after: 'today', before: { year: 2026, month: 12, day: null } }],
    ['number:020 sku:AB-12', { numbers: ['020'], skus: ['ab-12'] }],
    ['10:30 https://example.com no:operator', { words: ['10:30', 'https://example.com', 'no:operator'] }],
    ['word word', { words: ['word'] }],
  ])('reads %j', (q, expected) => {
    expect(parseQuery(q)).toEqual({ ...nothing, ...expected });
  });

  it.each([
    ['kind:hologram', ['unknownKind kind:hologram']],
    ['has:wings is:here', ['unknownHas has:wings', 'unknownIs is:here']],
    ['before:30-02-2026 after:soon', ['badDate before:30-02-2026', 'badDate after:soon']],
    ['from:', ['emptyValue from:']],
    ['say "hello', ['openQuote "hello']],
    ['-word', ['onlyExcluded -word']],
    ['a b c d e f g h i j k', ['tooMany k']],
    ['-is:unread x', ['unknownIs -is:unread']],
  ])('hints at what is wrong with %j', (q, hints) => {
    expect(parseQuery(q).hints.map(({ code, word }) => `${code} ${word}`)).toEqual(hints);
  });

  it('takes anything, and every hint points into it', () => {
    const piece = fc.constantFrom(
      'from:',
      'kind:',
      '-',
      '"',
      '“',
      ':',
      'before:',
      '2026',
      ' ',
      'is:',
      'sku:',
      '\n',
      'x',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, fc.nat(40), (q, at) => {
        for (const { from, to, word } of parseQuery(q).hints) expect(q.slice(from, to)).toBe(word);
        const found = wordAt(q, Math.min(at, q.length));
        expect(found.from).toBeLessThanOrEqual(found.to);
        completeWord(found);
      }),
    );
  });

  it('asks for nothing when all that is written is excluded or not understood', () => {
    expect(['', '-a', 'kind:x', '́'].map((q) => isBlank(parseQuery(q)))).toEqual([true, true, true, true]);
  });
});

describe('completeWord', () => {
  it.each([
    ['fr', 2, ['from:']],
    ['kind:o', 6, ['kind:order']],
    ['hello -kind:te', 14, ['-kind:text']],
    ['is:', 3, ['is:unread', 'is:new', 'is:done']],
    ['ord', 3, ['kind:order']],
    ['hello ', 6, ['from:', 'kind:', 'has:', 'is:', 'before:', 'after:', 'number:', 'sku:']],
  ])('goes on with %j at %i', (q, at, texts) => {
    expect(completeWord(wordAt(q, at)).map(({ text }) => text)).toEqual(texts);
  });

  it('writes values so that they are read as written', () => {
    expect(writeValue('from', 'Jan "de" Vries')).toBe('from:"Jan de Vries"');
    expect(parseQuery(writeValue('from', 'Jan de Vries')).from).toEqual(['jan de vries']);
  });
});
