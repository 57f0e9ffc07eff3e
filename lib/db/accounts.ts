import type { Reader } from './database';
import type { Tx } from './grouped-writer';
import type { Scope } from './scope';

/** Everybody who can sign in, by name. */
export function listUsers(db: Reader) {
  return db.user.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true, email: true, role: true } });
}

/** Whether anybody can administer this installation. */
export async function hasAdministrator(db: Reader | Tx): Promise<boolean> {
  return (await db.user.count({ where: { role: 'admin' } })) > 0;
}

/** Whether somebody is kept out, and the business numbers that the account sees; null when there is no such account. */
export async function findStandingOf(
  db: Reader | Tx,
  userId: string,
): Promise<{ role: string | null; banned: boolean; scope: Scope } | null> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { role: true, banned: true, allNumbers: true, numbers: { select: { businessNumberId: true } } },
  });
  if (!user) return null;
  const { role, banned, allNumbers, numbers } = user;
  const limited = !allNumbers && role !== 'admin';
  return { role, banned: banned === true, scope: limited ? numbers.map((one) => one.businessNumberId) : 'all' };
}
