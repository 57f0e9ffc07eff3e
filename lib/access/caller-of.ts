import { auth } from './auth';
import { roles, type Caller } from './caller';
import { Refusal } from './refusal';

/** Whose session a request carries, or null. */
export async function findCaller(headers: Headers): Promise<Caller | null> {
  const session = await auth().api.getSession({ headers });
  if (!session) return null;
  const { id, name, email, role } = session.user;
  return { userId: id, name, email, role: roles.find((known) => known === role) ?? 'viewer' };
}

/** Whose session a request carries. Throws `Refusal` `unauthenticated` when it carries none. */
export async function callerOf(headers: Headers): Promise<Caller> {
  const caller = await findCaller(headers);
  if (!caller) throw new Refusal('unauthenticated');
  return caller;
}
