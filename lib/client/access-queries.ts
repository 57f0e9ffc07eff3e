import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { ask } from './ask';

const firstPage: string | null = null;

/** How deliveries get in; administrators only. */
export const webhookQuery = queryOptions({
  queryKey: ['webhook'],
  queryFn: ({ signal }) => ask('webhook', '/api/webhook', { signal }),
});

/** Everybody's accounts; administrators only. */
export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => ask('accounts', '/api/accounts', { signal }),
});

/** Where an account is signed in: one's own, or, for administrators, another one's. */
export function sessionsQuery(accountId: string | null) {
  const owner = accountId === null ? '/api/account' : `/api/accounts/${encodeURIComponent(accountId)}`;
  return queryOptions({
    queryKey: ['sessions', accountId],
    queryFn: ({ signal }) => ask('accountSessions', `${owner}/sessions`, { signal }),
  });
}

/** When somebody signed in to the reader's own account, or tried to. */
export function signInsQuery() {
  return infiniteQueryOptions({
    queryKey: ['sign-ins'],
    queryFn: ({ pageParam, signal }) =>
      ask('signIns', `/api/account/sign-ins?${pageSearch(pageParam, { limit: '10' })}`, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The API tokens that are valid; administrators only. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => ask('tokens', '/api/tokens', { signal }),
});

/** Who did what: the record that nobody can change; administrators only. Empty filters take everything. */
export function auditQuery(filter: { userId: string; action: string }) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => ask('audit', `/api/audit?${pageSearch(pageParam, filter)}`, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The end of the audit log, for comparing it later; administrators only. */
export const auditHeadQuery = queryOptions({
  queryKey: ['audit-head'],
  queryFn: ({ signal }) => ask('auditHead', '/api/audit/head', { signal }),
});

function pageSearch(cursor: string | null, others: Record<string, string>): string {
  const search = new URLSearchParams(Object.entries(others).filter(([, value]) => value !== ''));
  if (cursor !== null) search.set('cursor', cursor);
  return search.toString();
}
