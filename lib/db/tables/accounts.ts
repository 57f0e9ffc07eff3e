import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import type { Scope } from './scope';

/** What of an account decides what it may do. */
export type Standing = { role: string | null; banned: boolean; scope: Scope };

const standing = {
  id: true,
  name: true,
  email: true,
  role: true,
  banned: true,
  allNumbers: true,
  numbers: { select: { businessNumberId: true } },
} as const;

type StandingRow = {
  role: string | null;
  banned: boolean | null;
  allNumbers: boolean;
  numbers: { businessNumberId: number }[];
};

function standingIn({ role, banned, allNumbers, numbers }: StandingRow): Standing {
  const limited = !allNumbers && role !== 'admin';
  const ids = numbers.map((number) => number.businessNumberId).sort((one, other) => one - other);
  return { role, banned: banned === true, scope: limited ? ids : 'all' };
}

/** Everybody's name. */
export function listUsers(db: Reader) {
  return db.user.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true, email: true, role: true } });
}

/** Everybody's account, by name: how it stands, whether it has a password, and when its sessions were last used. */
export async function listAccountRows(db: Reader) {
  const rows = await db.user.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      ...standing,
      accounts: { where: { providerId: 'credential' }, select: { id: true } },
      sessions: { orderBy: { updatedAt: 'desc' }, take: 1, select: { updatedAt: true } },
    },
  });
  return rows.map(({ id, name, email, accounts, sessions, ...row }) => ({
    ...{ id, name, email, ...standingIn(row) },
    hasPassword: accounts.length > 0,
    lastSeenAt: sessions[0]?.updatedAt ?? null,
  }));
}

/** An account and how it stands, or null. */
export async function findAccount(db: Reader | Tx, id: string) {
  const row = await db.user.findUnique({ where: { id }, select: standing });
  return row && { id: row.id, name: row.name, email: row.email, ...standingIn(row) };
}

/** An account by its e-mail address in lower case, or null. */
export function findAccountByEmail(db: Reader | Tx, email: string) {
  return db.user.findUnique({ where: { email }, select: { id: true, name: true, email: true } });
}

/** Whether anybody can administer this installation. */
export async function hasAdministrator(db: Reader | Tx): Promise<boolean> {
  return (await db.user.count({ where: { role: 'admin' } })) > 0;
}

/** Whether somebody but this account can sign in and administer. */
export async function hasOtherAdministrator(tx: Tx, id: string): Promise<boolean> {
  const others = await tx.user.count({
    where: { id: { not: id }, role: 'admin', NOT: { banned: true }, accounts: { some: { providerId: 'credential' } } },
  });
  return others > 0;
}

/** Adds an account; it cannot sign in before it has a password. */
export async function insertAccount(
  tx: Tx,
  account: { id: string; email: string; name: string; role: string },
  now: Date,
): Promise<void> {
  await tx.user.create({ data: { ...account, emailVerified: false, createdAt: now, updatedAt: now } });
}

/** Changes an account's name, role or ban. */
export async function updateAccount(
  tx: Tx,
  id: string,
  values: { name?: string | undefined; role?: string | undefined; banned?: boolean | undefined },
): Promise<void> {
  const { name, role, banned } = values;
  await tx.user.update({
    where: { id },
    data: {
      ...(name !== undefined && { name }),
      ...(role !== undefined && { role }),
      ...(banned !== undefined && { banned }),
    },
  });
}

/** Limits an account to some business numbers, or to none of them in particular. Unknown ids are left out. */
export async function setNumbers(tx: Tx, userId: string, scope: Scope): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { allNumbers: scope === 'all' } });
  await tx.accountNumber.deleteMany({ where: { userId } });
  if (scope === 'all') return;
  const known = await tx.businessNumber.findMany({ where: { id: { in: [...scope] } }, select: { id: true } });
  await tx.accountNumber.createMany({ data: known.map(({ id }) => ({ userId, businessNumberId: id })) });
}

/** Removes an account with its sessions, its marks, and the tokens that it made. */
export async function deleteAccount(tx: Tx, id: string): Promise<void> {
  await tx.readMark.deleteMany({ where: { userId: id } });
  await tx.user.delete({ where: { id } });
}

/** The hash of an account's password, or null before it has one. */
export async function findPassword(db: Reader | Tx, userId: string): Promise<string | null> {
  const row = await db.account.findFirst({ where: { userId, providerId: 'credential' }, select: { password: true } });
  return row?.password ?? null;
}

/** Gives an account the hash of a password. */
export async function setPassword(tx: Tx, userId: string, password: string, now: Date): Promise<void> {
  const { count } = await tx.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password } });
  if (count > 0) return;
  const data = { id: userId, accountId: userId, providerId: 'credential', userId, password };
  await tx.account.create({ data: { ...data, createdAt: now, updatedAt: now } });
}

/** Puts a one-time link in the place of those that an account had. */
export async function replacePasswordLink(
  tx: Tx,
  link: { hash: string; userId: string; purpose: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.passwordLink.deleteMany({ where: { OR: [{ userId: link.userId }, { expiresAt: { lt: link.createdAt } }] } });
  await tx.passwordLink.create({ data: link });
}

/** A one-time link that has not been used and has not expired, with its account; or null. */
export function findPasswordLink(db: Reader | Tx, hash: string, now: Date) {
  return db.passwordLink.findUnique({
    where: { hash, expiresAt: { gt: now } },
    include: { user: { select: { id: true, name: true, email: true } } },
  });
}

/** All one-time links of an account are spent. */
export async function deletePasswordLinks(tx: Tx, userId: string): Promise<void> {
  await tx.passwordLink.deleteMany({ where: { userId } });
}

/** Sessions of an account that have not expired, the last used first. */
export function listSessionRows(db: Reader, userId: string, now: Date) {
  return db.session.findMany({
    where: { userId, expiresAt: { gt: now } },
    orderBy: { updatedAt: 'desc' },
    select: { id: true, createdAt: true, updatedAt: true, ipAddress: true, userAgent: true },
  });
}

/** Ends sessions of an account: one, all, or all but one. Gives how many. */
export async function deleteSessions(
  tx: Tx,
  userId: string,
  { only, but = null }: { only?: string | undefined; but?: string | null | undefined } = {},
): Promise<number> {
  const { count } = await tx.session.deleteMany({
    where: { userId, ...(only !== undefined && { id: only }), ...(but !== null && { NOT: { id: but } }) },
  });
  return count;
}

/** How the accounts of some sessions stand now, by the session's id; those that have ended are left out. */
export async function listStandings(db: Reader, sessionIds: string[], now: Date): Promise<Map<string, Standing>> {
  const rows = await db.session.findMany({
    where: { id: { in: sessionIds }, expiresAt: { gt: now } },
    select: { id: true, user: { select: standing } },
  });
  return new Map(rows.map(({ id, user }) => [id, standingIn(user)]));
}
