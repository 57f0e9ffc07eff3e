import { QueryClient } from '@tanstack/react-query';

import { ApiProblem } from './api-problem';

/** A query client with our habits: live updates tell what is stale, so nothing is asked again by the clock. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      },
    },
  });
}
