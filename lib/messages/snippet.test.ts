import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text';
import { snippetOf } from './snippet';

describe('snippetOf', () => {
  it('gives a short piece whole, with what was found', () => {
    expect(snippetOf(['nothing here', 'Twee  CAFÉS\nen een cafe'], ['cafe'])).toEqual({
      text: 'Twee CAFÉS en een cafe',
      ranges: [
        [5, 9],
        [18, 22],
      ],
    });
  });

  it('cuts a window out of a long piece', () => {
    const { text, ranges } = snippetOf([`${'before '.repeat(100)}needle${' after'.repeat(100)}`], ['NEEDLE']);
    expect(text.startsWith('…') && text.endsWith('…')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(122);
    expect(ranges.map(([from, to]) => text.slice(from, to))).toEqual(['needle']);
  });

  it('does not cut an emoji in two', () => {
    const family = '👩‍👩‍👧‍👦';
    const { text } = snippetOf([`${family.repeat(40)}x${family.repeat(40)}`], ['x']);
    expect(text.replaceAll(family, '')).toBe('…x…');
  });

  it('shows the beginning when nothing is found', () => {
    expect(snippetOf(['', ' first ', 'second'], ['x'])).toEqual({ text: 'first', ranges: [] });
    expect(snippetOf([], ['x'])).toEqual({ text: '', ranges: [] });
  });

  it('holds the hit, in bounds, whatever is searched in whatever text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 600 });
    fc.assert(
      fc.property(text, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), text, (before, query, after) => {
        const snippet = snippetOf([before + query + after], [query]);
        for (const [from, to] of snippet.ranges) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(snippet.text.length);
          expect(from).toBeLessThan(to);
        }
        const [first] = snippet.ranges;
        if (first && foldText(query).length < 60) {
          expect(foldText(snippet.text.slice(...first))).toContain(foldText(query));
        }
        expect(snippet.text.length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
