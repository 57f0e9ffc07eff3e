import type { Caller } from '@/lib/access/caller';

/** Somebody with this role, for calling a use case directly. */
export function callerWith(role: Caller['role']): Caller {
  return { userId: `id of the ${role}`, name: `The ${role}`, email: `${role}@example.com`, role };
}
