import { queryOptions } from '@tanstack/react-query';

import { ask } from './ask';

/** How deliveries get in; administrators only. */
export const webhookQuery = queryOptions({
  queryKey: ['webhook'],
  queryFn: ({ signal }) => ask('webhook', '/api/webhook', { signal }),
});
