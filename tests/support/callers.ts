import type { Caller } from '@/lib/access/caller';

/** Somebody with this role, for calling a use case directly; who sees all business numbers, unless told. */
export function callerWith(role: Caller['role'], scope: Caller['scope'] = 'all'): Caller {
  const name = `The ${role}`;
  return {
    userId: `id of the ${role}`,
    name,
    email: `${role}@example.com`,
    role,
    scope,
    address: null,
    sessionId: null,
    tokenId: null,
  };
}
