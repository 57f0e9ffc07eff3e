import { MutationCache, QueryClient } from '@tanstack/react-query';

import { ApiProblem } from './api-problem';

/** A query client with our habits: live updates tell what is stale, so nothing is asked again by the clock. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      // The banner above every page then says what is wrong, and goes when there is space again.
      onError: (error) => {
        if (error instanceof ApiProblem && error.code === 'disk_full')
          void client.invalidateQueries({ queryKey: ['warnings'] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      },
    },
  });
  return client;
}
