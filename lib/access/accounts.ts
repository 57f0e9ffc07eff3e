import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import {
  deleteAccount as deleteRow,
  deleteSessions,
  findAccount,
  findAccountByEmail,
  hasOtherAdministrator,
  insertAccount,
  listAccountRows,
  listSessionRows,
  setNumbers,
  setPassword,
  updateAccount,
} from '@/lib/db/tables/accounts';
import { recordAudit, type Actor } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import { rowId } from './row-id';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import type { Scope } from '@/lib/db/tables/scope';
import { permit, roles, type Caller } from './caller';
import { roleOf } from './caller-of';
import { describeBrowser } from './describe-browser';
import { assertPassword, hashPassword } from './password';
import { issuePasswordLink, type PasswordLink } from './password-links';
import { Refusal } from './refusal';

/** `"all"`, or ids of business numbers as the API writes them. */
export const numbersWanted = z.union([z.literal('all'), z.array(rowId).max(1000)]);

const name = z.string().trim().min(1).max(100);
const email = z.email().max(254).toLowerCase();
const role = z.enum(roles);

/** What an invitation says. */
export const invitation = z.object({ email, name, role, numbers: numbersWanted.default('all') });

/** What may be changed of an account. */
export const accountChange = z.object({ name, role, numbers: numbersWanted, banned: z.boolean() }).partial();

/** An account that is made with its password. */
export const newAccount = z.object({ email, name, role: role.default('viewer'), password: z.string() });

/** Everybody who can sign in, or has been invited to. */
export async function listAccounts(caller: Caller) {
  permit(caller, 'accounts.manage');
  const rows = await listAccountRows(database().reader);
  return rows.map(({ id, name, email, role, banned, scope, hasPassword, lastSeenAt }) => ({
    ...{ id, name, email, banned },
    role: roleOf(role),
    numbers: asNumbers(scope),
    invited: !hasPassword,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    self: id === caller.userId,
  }));
}

/** A scope as the API writes it. */
export function asNumbers(scope: Scope): 'all' | string[] {
  return scope === 'all' ? 'all' : scope.map(String);
}

/** Makes an account without a password, and a one-time link to choose one with. Throws `Refusal` `email_taken`. */
export async function inviteAccount(
  caller: Caller,
  { numbers, ...wanted }: z.output<typeof invitation>,
  now = new Date(),
): Promise<PasswordLink & { id: string }> {
  permit(caller, 'accounts.manage');
  return database().write(async (tx) => {
    const id = await makeAccount(tx, caller, wanted, now);
    await setNumbers(tx, id, numbers);
    return { id, ...(await issuePasswordLink(tx, id, now)) };
  });
}

/** Makes an account with a password, which its owner should change. Throws `Refusal` `email_taken` or `password_refused`. */
export async function createAccount(
  caller: Caller,
  { password, ...wanted }: z.output<typeof newAccount>,
  now = new Date(),
) {
  permit(caller, 'accounts.manage');
  await assertPassword(password, wanted);
  const hash = await hashPassword(password);
  const id = await database().write(async (tx) => {
    const made = await makeAccount(tx, caller, wanted, now);
    await setPassword(tx, made, hash, now);
    return made;
  });
  return { id, ...wanted };
}

/** Adds an account inside a transaction and gives its id. Throws `Refusal` `email_taken`. */
export async function makeAccount(
  tx: Tx,
  actor: Actor | null,
  wanted: { email: string; name: string; role: string },
  now: Date,
): Promise<string> {
  if ((await findAccountByEmail(tx, wanted.email)) !== null) throw new Refusal('email_taken');
  const id = randomBytes(16).toString('hex');
  await insertAccount(tx, { id, email: wanted.email, name: wanted.name, role: wanted.role }, now);
  await recordAudit(tx, actor, { at: now, action: 'account.made', subject: `account ${id}`, outcome: wanted.role });
  return id;
}

/**
 * Changes name, role, business numbers or ban of an account; from the next request on it holds. A ban also ends all
 * sessions. Throws `Refusal` `account_not_found`, `own_account` or `last_administrator`.
 */
export async function changeAccount(
  caller: Caller,
  id: string,
  { name, role, numbers, banned }: z.output<typeof accountChange>,
  now = new Date(),
): Promise<void> {
  permit(caller, 'accounts.manage');
  await database().write(async (tx) => {
    const account = await findOther(tx, caller, id, { harmless: role === undefined && banned === undefined });
    const losesAdmin = (role !== undefined && role !== 'admin') || banned === true;
    if (account.role === 'admin' && losesAdmin) await assertNotLast(tx, id);
    await updateAccount(tx, id, { name, role, banned });
    if (numbers !== undefined) await setNumbers(tx, id, numbers);
    if (banned === true) await deleteSessions(tx, id);
    const said = [
      name !== undefined && 'name',
      role !== undefined && `role ${role}`,
      numbers !== undefined && `numbers ${numbers === 'all' ? 'all' : numbers.join(' ')}`,
      banned !== undefined && (banned ? 'banned' : 'let in again'),
    ].filter((part) => part !== false);
    await recordAudit(tx, caller, {
      at: now,
      action: 'account.changed',
      subject: `account ${id}`,
      outcome: said.join(', '),
    });
  });
}

/** Removes an account with its sessions and tokens. Throws as `changeAccount` does. */
export async function deleteAccount(caller: Caller, id: string, now = new Date()): Promise<void> {
  permit(caller, 'accounts.manage');
  await database().write(async (tx) => {
    const account = await findOther(tx, caller, id);
    if (account.role === 'admin') await assertNotLast(tx, id);
    await deleteRow(tx, id);
    await recordAudit(tx, caller, { at: now, action: 'account.deleted', subject: `account ${id}` });
  });
}

/** A new one-time link for an account: a reset, or its invitation anew. Throws `Refusal` `account_not_found`. */
export async function makePasswordLink(caller: Caller, id: string, now = new Date()): Promise<PasswordLink> {
  permit(caller, 'accounts.manage');
  return database().write(async (tx) => {
    if ((await findAccount(tx, id)) === null) throw new Refusal('account_not_found');
    await recordAudit(tx, caller, { at: now, action: 'account.link-made', subject: `account ${id}` });
    return issuePasswordLink(tx, id, now);
  });
}

/** The sessions of an account. Throws `Refusal` `account_not_found`. */
export async function listSessionsOf(caller: Caller, id: string, now = new Date()) {
  permit(caller, 'accounts.manage');
  const { reader } = database();
  if ((await findAccount(reader, id)) === null) throw new Refusal('account_not_found');
  return describeSessions(await listSessionRows(reader, id, now), caller.sessionId);
}

/** Signs an account out everywhere. Throws `Refusal` `account_not_found`. */
export async function signOutAccount(caller: Caller, id: string, now = new Date()): Promise<void> {
  permit(caller, 'accounts.manage');
  await database().write(async (tx) => {
    if ((await findAccount(tx, id)) === null) throw new Refusal('account_not_found');
    const outcome = `${(await deleteSessions(tx, id)).toString()} sessions`;
    await recordAudit(tx, caller, { at: now, action: 'account.signed-out', subject: `account ${id}`, outcome });
  });
}

/** Sessions as their owner sees them. */
export function describeSessions(rows: Awaited<ReturnType<typeof listSessionRows>>, current: string | null) {
  return rows.map(({ id, createdAt, updatedAt, ipAddress, userAgent }) => ({
    id,
    createdAt: createdAt.toISOString(),
    lastUsedAt: updatedAt.toISOString(),
    address: ipAddress,
    ...describeBrowser(userAgent),
    current: id === current,
  }));
}

async function findOther(tx: Tx, caller: Caller, id: string, { harmless = false } = {}) {
  const account = await findAccount(tx, id);
  if (!account) throw new Refusal('account_not_found');
  if (id === caller.userId && !harmless) throw new Refusal('own_account');
  return account;
}

async function assertNotLast(tx: Tx, id: string): Promise<void> {
  if (!(await hasOtherAdministrator(tx, id))) throw new Refusal('last_administrator');
}
