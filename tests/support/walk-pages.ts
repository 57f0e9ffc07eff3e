import { expect } from 'vitest';

type Answer = { ids: string[]; nextCursor: string | null };

/**
 * Expects that following the cursors of a list gives exactly these ids, in pages of exactly `limit`, for each limit up
 * to one more than there are: no item twice, none missing, and no empty page at the end.
 */
export async function expectEveryPage(
  name: string,
  ids: string[],
  ask: (wanted: { limit: number; cursor: string | undefined }) => Promise<Answer>,
): Promise<void> {
  for (let limit = 1; limit <= ids.length + 1; limit += 1)
    expect(await walkPages(limit, ask), `${name}, ${limit.toString()} a page`).toEqual(pagesOf(ids, limit));
}

async function walkPages(limit: number, ask: Parameters<typeof expectEveryPage>[2]): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  // A list that never ends is one page too long.
  while (pages.length < 100) {
    const { ids, nextCursor } = await ask({ limit, cursor });
    pages.push(ids);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return pages;
}

function pagesOf(ids: string[], limit: number): string[][] {
  return ids.length === 0 ? [] : [ids.slice(0, limit), ...pagesOf(ids.slice(limit), limit)];
}
