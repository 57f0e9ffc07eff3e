import type { InfiniteData, QueryClient } from '@tanstack/react-query';

import type { MediaCounts } from '@/lib/messages/media-counts';
import type { Page } from '@/lib/messages/page';

import type { Answers } from './answers';
import { ask } from './ask';
import type { LiveChange } from './live-change';
import { mediaPagePath, pageSize, type MediaFilter } from './media-queries';
import { putPages } from './put-pages';

type Pages = InfiniteData<Answers['mediaPage'], string | null>;
type Item = { message: { id: string; sentAt: string } };
type PageOf<I> = Page<I> & { counts: MediaCounts | null };

/** One request gives so many at most; more news than fit beside a page are asked for as a whole. */
const mostInOnePage = 200;

/**
 * Brings the loaded lists of files up to date. Of a list that was scrolled far only the first page, for what is new, and
 * the pages that hold what changed are asked for again.
 */
export async function refreshMedia(queryClient: QueryClient, changes: LiveChange[]): Promise<void> {
  const changed = new Set(changes.flatMap(({ messageId }) => messageId ?? []));
  const news = changes.filter(({ type }) => type === 'message').length;
  const queries = queryClient.getQueryCache().findAll({ queryKey: ['media'] });
  await Promise.all(
    queries.map(async (query) => {
      const { queryKey } = query;
      const loaded = queryClient.getQueryData<Pages>(queryKey);
      const [, filter] = queryKey;
      const isShort = loaded === undefined || loaded.pages.length < 3;
      if (isShort || !query.isActive() || pageSize + news > mostInOnePage || !isFilter(filter)) {
        await queryClient.invalidateQueries({ queryKey, exact: true });
        return;
      }
      const wanted = loaded.pages.flatMap((page, index) => {
        const isStale = (index === 0 && news > 0) || page.items.some(({ message }) => changed.has(message.id));
        return isStale ? [{ index, cursor: loaded.pageParams[index] ?? null }] : [];
      });
      const fresh = await Promise.all(
        wanted.map(async ({ index, cursor }) => {
          const page = await ask('mediaPage', mediaPagePath(filter, cursor, pageSize + news));
          return [index, page] as const;
        }),
      );
      await putPages<Pages>(queryClient, query, (now) => mergePages(now, new Map(fresh)));
    }),
  );
}

/** The pages with some asked for again: what those cover is as they say, and what they pushed out follows them. */
export function mergePages<I extends Item>(
  { pages, pageParams }: InfiniteData<PageOf<I>, string | null>,
  fresh: Map<number, PageOf<I>>,
): InfiniteData<PageOf<I>, string | null> {
  const placed = new Set<string>();
  const merged = pages.map((page, index) => {
    const anew = fresh.get(index);
    const end = anew?.nextCursor === null ? undefined : anew?.items.at(-1);
    const kept = anew === undefined ? page.items : page.items.filter((item) => end !== undefined && isAfter(item, end));
    const items = [...(anew?.items ?? []), ...kept].filter(({ message }) => !placed.has(message.id));
    for (const { message } of items) placed.add(message.id);
    return { ...page, counts: anew?.counts ?? page.counts, items };
  });
  return { pages: merged, pageParams };
}

/** Whether a file stands further down: sent earlier or, in the same second, received earlier. */
function isAfter({ message: one }: Item, { message: other }: Item): boolean {
  return one.sentAt < other.sentAt || (one.sentAt === other.sentAt && Number(one.id) < Number(other.id));
}

function isFilter(value: unknown): value is MediaFilter {
  return typeof value === 'object' && value !== null && 'conversationId' in value;
}
