import { recognize } from '@/lib/config/secrets';
import { findAccount } from '@/lib/db/tables/accounts';
import { findToken, noteUse } from '@/lib/db/tables/api-tokens';
import { database } from '@/lib/db/engine/database';
import { canRead } from '@/lib/db/engine/is-unavailable';
import type { Scope } from '@/lib/db/tables/scope';
import { auth } from './auth';
import { bearerOf } from './bearer';
import { CLIENT_ADDRESS_HEADER } from './client-address';
import { roles, type Caller, type Role } from './caller';
import { assertFrequentRate } from './limits';
import { Refusal } from './refusal';

/** Somebody who is signed in. */
export type Person = Caller & { role: Role };

/** Whose session a request carries, or null. Throws `Refusal` `database_unavailable` when it cannot be looked up now. */
export async function findPerson(headers: Headers): Promise<Person | null> {
  const found = await auth()
    .api.getSession({ headers })
    .catch(async (error: unknown) => {
      // better-auth does not say why it failed.
      if (!(await canRead(database().reader))) throw new Refusal('database_unavailable');
      throw error;
    });
  const account = found && (await findAccount(database().reader, found.user.id));
  if (!account || account.banned) return null;
  const { id, name, email, role, scope } = account;
  const address = headers.get(CLIENT_ADDRESS_HEADER);
  return { userId: id, name, email, role: roleOf(role), scope, address, sessionId: found.session.id, tokenId: null };
}

/** Who a request is from: by its API token, or its session. Throws `Refusal` `unauthenticated`, or `too_often` for a token. */
export async function callerOf(headers: Headers): Promise<Caller> {
  const bearer = bearerOf(headers);
  const caller = bearer === null ? await findPerson(headers) : await findTokenCaller(bearer, headers);
  if (!caller) throw new Refusal('unauthenticated');
  return caller;
}

async function findTokenCaller(token: string, headers: Headers): Promise<Caller | null> {
  const db = database();
  const found = await findToken(db.reader, { hash: tokenHash(token) }, new Date());
  if (!found || found.maker.banned) return null;
  const { id } = found;
  await assertFrequentRate('token', id.toString(), () => db.write((tx) => noteUse(tx, id, new Date())));
  return { ...tokenStanding(found), name: found.name, address: headers.get(CLIENT_ADDRESS_HEADER) };
}

/** The hash that the database knows a token by. */
export function tokenHash(token: string): string {
  return recognize('api token', token);
}

type FoundToken = NonNullable<Awaited<ReturnType<typeof findToken>>>;

const tokenRoles: Record<string, Role> = { read: 'viewer', operate: 'operator', admin: 'admin' };

/** What a token may do: no more than its scope says, and no more than the account that made it. */
export function tokenStanding({ id, name, scope, limitedTo, maker }: FoundToken): Omit<Caller, 'name' | 'address'> {
  const wanted = tokenRoles[scope];
  const most = roleOf(maker.role);
  return {
    userId: `token-${id.toString()}`,
    email: name,
    role: wanted === undefined ? 'metrics' : roles.indexOf(wanted) < roles.indexOf(most) ? wanted : most,
    scope: within(limitedTo, maker.scope),
    sessionId: null,
    tokenId: id,
  };
}

function within(one: Scope, other: Scope): Scope {
  if (one === 'all' || other === 'all') return one === 'all' ? other : one;
  return one.filter((id) => other.includes(id));
}

/** The role of an account; one that we do not know may only read. */
export function roleOf(role: string | null): Role {
  return roles.find((known) => known === role) ?? 'viewer';
}
