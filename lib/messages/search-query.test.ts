import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeWord, wordAt, writeValue } from './complete-query';
import { foldText } from './fold-text';
import { isBlank, parseQuery } from './search-query';

const joined = (parts: string[]) => parts.join('');

const nothing = {
  ...{ words: [], without: [], from: [], withoutFrom: [], numbers: [], withoutNumbers: [], skus: [], withoutSkus: [] },
  ...{ kinds: [], withoutKinds: [], has: [], withoutHas: [], is: [], withoutIs: [] },
  ...{ before: null, after: null, hints: [] },
};

describe('parseQuery', () => {
  it.each([
    ['', {}],
    ['Café  crème', { words: ['cafe', 'creme'] }],
    ['"Café crème" “so quoted”', { words: ['cafe creme', 'so quoted'] }],
    ['«Jan "de" Vries» „so“ "or”', { words: ['jan "de" vries', 'so', 'or'] }],
    ['-word -"two words" - --x', { without: ['word', 'two words'], words: ['-', '--x'] }],
    ['from:Jan FROM:"de Vries"', { from: ['jan', 'de vries'] }],
    ['kind:order kind:Places -kind:text', { kinds: ['order', 'location'], withoutKinds: ['text'] }],
    ['has:photo has:link is:unread', { has: ['image', 'link'], is: ['unread'] }],
    ['before:2026-1-31', { before: { year: 2026, month: 1, day: 31 } }],
    ['after:2026 after:31-01-2026', { after: { year: 2026, month: 1, day: 31 } }],
    ['after:today before:2026-12', { after: 'today', before: { year: 2026, month: 12, day: null } }],
    ['number:020 sku:AB-12', { numbers: ['020'], skus: ['ab-12'] }],
    ['x -from:jan -from:"de Vries"', { words: ['x'], withoutFrom: ['jan', 'de vries'] }],
    ['x -number:020 -sku:AB', { words: ['x'], withoutNumbers: ['020'], withoutSkus: ['ab'] }],
    ['x -has:photo -is:done', { words: ['x'], withoutHas: ['image'], withoutIs: ['done'] }],
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
    ['-from:jan', ['onlyExcluded -from:jan']],
    ['a b c d e f g h i j k', ['tooMany k']],
    ['-is:unread -has:link', ['onlyExcluded -is:unread -has:link']],
    ['x -is:here -has:wings', ['unknownIs -is:here', 'unknownHas -has:wings']],
    ['x -before:2026 -after:soon', ['excludedDate -before:2026', 'excludedDate -after:soon']],
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

  it('reads the first five hundred letters of what is longer, and says so', () => {
    const q = `hello ${'😀'.repeat(300)} there`;
    const { words, hints } = parseQuery(q);
    expect(words).toEqual(['hello', '😀'.repeat(247)]);
    expect(hints).toEqual([{ code: 'tooLong', from: 500, to: q.length, word: q.slice(500) }]);
    expect(wordAt(q, q.length)).toMatchObject({ operator: null, written: 'there' });
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
    ['-is:d', 5, ['-is:done']],
    ['x -be', 5, []],
    ['x -after:', 9, []],
    ['-to', 3, []],
    ['is:', 3, ['is:unread', 'is:new', 'is:done']],
    ['ord', 3, ['kind:order']],
    ['hello ', 6, ['from:', 'kind:', 'has:', 'is:', 'before:', 'after:', 'number:', 'sku:']],
  ])('goes on with %j at %i', (q, at, texts) => {
    expect(completeWord(wordAt(q, at)).map(({ text }) => text)).toEqual(texts);
  });

  it('writes values so that they are read as written', () => {
    expect(writeValue('from', 'Jan')).toBe('from:Jan');
    expect(writeValue('from', 'Jan de Vries')).toBe('from:"Jan de Vries"');
    expect(writeValue('from', 'Johan "Jopie" Jansen')).toBe('from:«Johan "Jopie" Jansen»');
    expect(writeValue('from', '"Ad" «Bo» Dirksen')).toBe('from:"«Bo» Dirksen"');
    const name = fc
      .array(fc.oneof(fc.constantFrom(...Array.from('"“”„«»- :')), fc.string({ unit: 'grapheme' })))
      .map(joined);
    fc.assert(
      fc.property(name, (value) => {
        const { from, words, hints } = parseQuery(writeValue('from', value));
        expect(words).toEqual([]);
        expect(hints.filter(({ code }) => code !== 'emptyValue')).toEqual([]);
        for (const each of from) expect(foldText(value)).toContain(each);
        if (!/["“”]/.test(value) || !value.includes('»')) expect(from).toEqual([foldText(value)].filter(Boolean));
      }),
    );
  });
});
