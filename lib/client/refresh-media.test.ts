import { expect, it } from 'vitest';

import { mergePages } from './refresh-media';

/** The files of these ids, each sent at the second of its number, two by two in the same one. */
function page(ids: number[], nextCursor: string | null) {
  const items = ids.map((id) => ({
    message: { id: String(id), sentAt: `2026-01-01T00:00:${String(id - (id % 2)).padStart(2, '0')}.000Z` },
  }));
  return { items, nextCursor, counts: null };
}

const loaded = {
  pages: [page([39, 38, 37], 'below 37'), page([36, 35, 34], 'below 34'), page([33, 32, 31], 'below 31')],
  pageParams: [null, 'below 37', 'below 34'],
};

function shown(fresh: [number, ReturnType<typeof page>][]): string[][] {
  const { pages, pageParams } = mergePages(loaded, new Map(fresh));
  expect(pageParams).toEqual(loaded.pageParams);
  expect(pages.map(({ nextCursor }) => nextCursor)).toEqual(['below 37', 'below 34', 'below 31']);
  return pages.map(({ items }) => items.map(({ message }) => message.id));
}

it('puts new files first and keeps those that they pushed out of the first page', () => {
  expect(shown([[0, page([42, 40, 39], 'below 39')]])).toEqual([
    ['42', '40', '39', '38', '37'],
    ['36', '35', '34'],
    ['33', '32', '31'],
  ]);
});

it('lets go of a file that left a page further down, and shows none twice that came up in its place', () => {
  expect(shown([[1, page([36, 34, 33], 'below 33')]])).toEqual([
    ['39', '38', '37'],
    ['36', '34', '33'],
    ['32', '31'],
  ]);
});

it('holds nothing behind the end of a page that says that it is the last one', () => {
  expect(shown([[2, page([32], null)]])).toEqual([['39', '38', '37'], ['36', '35', '34'], ['32']]);
});
