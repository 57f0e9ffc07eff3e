import type { Query, QueryClient } from '@tanstack/react-query';

/** Changes the loaded pages of a list, after a page that is on its way: it brings the others as they were when it was asked for. */
export async function putPages<Pages>(
  queryClient: QueryClient,
  query: Query,
  change: (now: Pages) => Pages,
): Promise<void> {
  // Waits for what is on its way, and asks for nothing itself.
  while (query.state.fetchStatus !== 'idle') await query.fetch().catch(() => undefined);
  queryClient.setQueryData<Pages>(query.queryKey, (now) => now && change(now));
}
