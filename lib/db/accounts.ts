import type { Reader } from './database';
import type { Tx } from './grouped-writer';

/** Everybody who can sign in, by name. */
export function listUsers(db: Reader) {
  return db.user.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true, email: true, role: true } });
}

/** Whether anybody can administer this installation. */
export async function hasAdministrator(db: Reader | Tx): Promise<boolean> {
  return (await db.user.count({ where: { role: 'admin' } })) > 0;
}
