import {
  deletePasswordLinks,
  deleteSessions,
  findPassword,
  listSessionRows,
  setPassword,
} from '@/lib/db/tables/accounts';
import { listAuditRows, recordAudit } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import { asNumbers, describeSessions } from './accounts';
import { permitPerson, type Caller } from './caller';
import { assertRate } from './limits';
import { assertPassword, hashPassword, verifyPassword } from './password';
import { Refusal } from './refusal';

/** The caller's own account. */
export function describeOwnAccount(caller: Caller) {
  permitPerson(caller);
  const { userId, name, email, role, scope } = caller;
  return { id: userId, name, email, role, numbers: asNumbers(scope) };
}

/**
 * Changes one's own password; all other sessions end. Throws `Refusal` `wrong_password`, `password_refused` or, after
 * several wrong ones, `too_often`.
 */
export async function changePassword(
  caller: Caller,
  { current, password }: { current: string; password: string },
  now = new Date(),
): Promise<void> {
  permitPerson(caller);
  await assertRate('signIn', `password of ${caller.userId}`, now);
  const db = database();
  const stored = await findPassword(db.reader, caller.userId);
  if (stored === null || !(await verifyPassword(stored, current))) throw new Refusal('wrong_password');
  await assertPassword(password, caller);
  const hash = await hashPassword(password);
  await db.write(async (tx) => {
    await setPassword(tx, caller.userId, hash, now);
    await deletePasswordLinks(tx, caller.userId);
    await deleteSessions(tx, caller.userId, { but: caller.sessionId });
    const subject = `account ${caller.userId}`;
    await recordAudit(tx, caller, { at: now, action: 'account.password-changed', subject });
  });
}

/** One's own sessions, the last used first. */
export async function listOwnSessions(caller: Caller, now = new Date()) {
  permitPerson(caller);
  return describeSessions(await listSessionRows(database().reader, caller.userId, now), caller.sessionId);
}

/** Ends one of one's own sessions. Throws `Refusal` `session_not_found`. */
export async function endOwnSession(caller: Caller, id: string, now = new Date()): Promise<void> {
  permitPerson(caller);
  await database().write(async (tx) => {
    if ((await deleteSessions(tx, caller.userId, { only: id })) === 0) throw new Refusal('session_not_found');
    await recordAudit(tx, caller, { at: now, action: 'session.ended', subject: `account ${caller.userId}` });
  });
}

/** Signs out everywhere, here too. */
export async function signOutEverywhere(caller: Caller, now = new Date()): Promise<void> {
  permitPerson(caller);
  await database().write(async (tx) => {
    const outcome = `${(await deleteSessions(tx, caller.userId)).toString()} sessions`;
    const subject = `account ${caller.userId}`;
    await recordAudit(tx, caller, { at: now, action: 'account.signed-out', subject, outcome });
  });
}

/** Who signed in, or tried to, with one's own account: the latest first. */
export async function listOwnSignIns(caller: Caller, { before, limit }: { before: number | null; limit: number }) {
  permitPerson(caller);
  const rows = await listAuditRows(database().reader, {
    before,
    limit: limit + 1,
    userId: caller.userId,
    action: 'sign-in',
  });
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ id, at, address, outcome }) => ({
      id: id.toString(),
      at: at.toISOString(),
      address,
      outcome,
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id.toString() ?? null) : null,
  };
}
