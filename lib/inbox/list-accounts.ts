import { permit, type Caller } from '@/lib/access/caller';
import { listUsers } from '@/lib/db/accounts';
import { database } from '@/lib/db/database';

/** Everybody who can sign in. */
export async function listAccounts(caller: Caller) {
  permit(caller, 'accounts.see');
  const users = await listUsers(database().reader);
  return users.map(({ id, name, email, role }) => ({ id, name, email, role: role ?? 'viewer' }));
}
