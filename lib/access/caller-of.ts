import { findStandingOf } from '@/lib/db/accounts';
import { database } from '@/lib/db/database';
import { canRead } from '@/lib/db/is-unavailable';
import { auth, CLIENT_ADDRESS_HEADER } from './auth';
import { roles, type Caller } from './caller';
import { Refusal } from './refusal';

/** Whose session a request carries, or null. Throws `Refusal` `database_unavailable` when it cannot be looked up now. */
export async function findCaller(headers: Headers): Promise<Caller | null> {
  const session = await auth()
    .api.getSession({ headers })
    .catch(async (error: unknown) => {
      // better-auth does not say why it failed.
      if (!(await canRead(database().reader))) throw new Refusal('database_unavailable');
      throw error;
    });
  const standing = session && (await findStandingOf(database().reader, session.user.id));
  if (!standing || standing.banned) return null;
  const { id, name, email } = session.user;
  const role = roles.find((known) => known === standing.role) ?? 'viewer';
  return { userId: id, name, email, role, scope: standing.scope, address: headers.get(CLIENT_ADDRESS_HEADER) };
}

/** Whose session a request carries. Throws `Refusal` `unauthenticated` when it carries none. */
export async function callerOf(headers: Headers): Promise<Caller> {
  const caller = await findCaller(headers);
  if (!caller) throw new Refusal('unauthenticated');
  return caller;
}
