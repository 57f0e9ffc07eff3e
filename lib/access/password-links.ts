import { randomBytes } from 'node:crypto';
import { config } from '@/lib/config/config';
import { recognize } from '@/lib/config/secrets';
import {
  deletePasswordLinks,
  deleteSessions,
  findPassword,
  findPasswordLink,
  replacePasswordLink,
  setPassword,
  updateAccount,
} from '@/lib/db/tables/accounts';
import { recordAudit } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { assertRate, networkOf } from './limits';
import { assertPassword, hashPassword } from './password';
import { Refusal } from './refusal';

const HOUR = 3_600_000;
const validFor = { invitation: 7 * 24 * HOUR, reset: 24 * HOUR } as const;

/** A link to copy, which works once and until then. */
export type PasswordLink = { link: string; expiresAt: string };

/**
 * A one-time link for an account to choose its password with, in the place of those that it had: an invitation as long as it
 * has none. After #, so that the token reaches no log of a proxy.
 */
export async function issuePasswordLink(tx: Tx, userId: string, now: Date): Promise<PasswordLink> {
  const token = randomBytes(24).toString('base64url');
  const purpose = (await findPassword(tx, userId)) === null ? 'invitation' : 'reset';
  const expiresAt = new Date(now.getTime() + validFor[purpose]);
  await replacePasswordLink(tx, { hash: hashOf(token), userId, purpose, createdAt: now, expiresAt });
  return { link: `${config().PUBLIC_URL}/set-password#${token}`, expiresAt: expiresAt.toISOString() };
}

/** What a link is for, and for whom. Throws `Refusal` `link_closed` or `too_often`. */
export async function checkPasswordLink(token: string, address: string | null, now = new Date()) {
  await assertRate('link', networkOf(address), now);
  const found = await findPasswordLink(database().reader, hashOf(token), now);
  if (!found) throw new Refusal('link_closed');
  const { email, name } = found.user;
  return { purpose: found.purpose === 'invitation' ? 'invitation' : 'reset', email, name };
}

/**
 * Gives an account the password that the holder of its link chose, and ends its sessions. Throws `Refusal` `link_closed`,
 * `password_refused` or `too_often`.
 */
export async function claimPasswordLink(
  { token, password, name }: { token: string; password: string; name?: string | undefined },
  address: string | null,
  now = new Date(),
): Promise<void> {
  await assertRate('link', networkOf(address), now);
  const db = database();
  const found = await findPasswordLink(db.reader, hashOf(token), now);
  if (!found) throw new Refusal('link_closed');
  await assertPassword(password, found.user);
  const hash = await hashPassword(password);
  await db.write(async (tx) => {
    // Of two who use it at once, one does.
    const link = await findPasswordLink(tx, hashOf(token), now);
    if (!link) throw new Refusal('link_closed');
    const { id, email } = link.user;
    await deletePasswordLinks(tx, id);
    await setPassword(tx, id, hash, now);
    if (name !== undefined) await updateAccount(tx, id, { name });
    await deleteSessions(tx, id);
    const act = { at: now, action: 'account.password-chosen', subject: `account ${id}`, outcome: link.purpose };
    await recordAudit(tx, { userId: id, email, address }, act);
  });
}

function hashOf(token: string): string {
  return recognize('password link', token);
}
