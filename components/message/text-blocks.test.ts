import fc from 'fast-check';
import { expect, it } from 'vitest';

import { readTextBlocks, type TextBlock } from './text-blocks';
import { readTextLinks } from './text-links';
import type { MarkedText } from './text-marks';

function plain(parts: MarkedText[]): string {
  return parts.map((part) => ('parts' in part ? plain(part.parts) : part.text)).join('');
}

function words(block: TextBlock): string {
  if (block.block === 'code') return block.text;
  if (block.block === 'bullets') return block.items.map(plain).join('\n');
  if (block.block === 'numbers') return block.items.map(({ number, parts }) => `${number}. ${plain(parts)}`).join('\n');
  return plain(block.parts);
}

function kinds(text: string): string[] {
  return readTextBlocks(text).map(({ block }) => block);
}

it('reads quotes, lists and code between paragraphs', () => {
  const text = 'Hello\n> you said\n> *this*\n- one\n* two\n3. three\n```\nconst a = *1*;\n\nb\n```\nBye';
  expect(kinds(text)).toEqual(['paragraph', 'quote', 'bullets', 'numbers', 'code', 'paragraph']);
  expect(readTextBlocks(text).map(words)).toEqual([
    'Hello',
    'you said\nthis',
    'one\ntwo',
    '3. three',
    'const a = *1*;\n\nb',
    'Bye',
  ]);
});

it.each(['*bold* first', '-5 degrees', '>', '1.5 kilo', '2024. ', 'a > b', '```one line```'])(
  'reads %j as a paragraph',
  (text) => expect(kinds(text)).toEqual(['paragraph']),
);

it('loses nothing but the signs, whatever is typed', () => {
  const typed = fc.string({ unit: fc.constantFrom('*', '_', '`', '>', '-', '.', '1', 'a', ' ', '\n'), maxLength: 40 });
  const bare = (text: string) => text.replace(/[*_`>\s-]/g, '');
  fc.assert(
    fc.property(typed, (text) => {
      const shown = readTextBlocks(text).map(words).join('\n');
      expect(bare(shown).replaceAll('•', '')).toBe(bare(text));
    }),
  );
});

it('links web and e-mail addresses and phone numbers, and nothing else', () => {
  const hrefs = (text: string) => readTextLinks(text).flatMap(({ href }) => href ?? []);
  expect(
    hrefs('See https://x.nl/a_b and y.com, mail jan@x.nl or call +31 6 1234 5678, 0031612345678 or 020-1234567'),
  ).toEqual([
    'https://x.nl/a_b',
    'http://y.com',
    'mailto:jan@x.nl',
    'tel:+31612345678',
    'tel:+31612345678',
    'tel:0201234567',
  ]);
  expect(hrefs('order 20240506113749, €1.234.567,89, javascript:alert(1) data:text/html,x ftp://x.nl //evil')).toEqual(
    [],
  );
});

it('shows every character of a text, in order, and leads only where it may, whatever is typed', () => {
  const typed = fc.string({
    unit: fc.constantFrom('http', 's', '://', 'a.nl', '@', '+31', '0', '6', ' ', ':', '/', '\n'),
    maxLength: 30,
  });
  fc.assert(
    fc.property(typed, (text) => {
      const pieces = readTextLinks(text);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      for (const { href } of pieces) if (href !== null) expect(href).toMatch(/^(https?:|mailto:|tel:\+?\d+$)/i);
    }),
  );
});
