import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { config } from '@/lib/config/config';
import { recognize } from '@/lib/config/secrets';
import { hasAdministrator, setPassword } from '@/lib/db/tables/accounts';
import { database } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { deleteSetting, readSetting, writeSetting } from '@/lib/db/tables/settings';
import { makeAccount } from './accounts';
import { assertPassword, hashPassword } from './password';
import { Refusal } from './refusal';

const account = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.email().max(254).toLowerCase(),
  password: z.string(),
});

/**
 * Sees to it that there is an administrator: makes the one that the environment names, or gives a one-time link for a
 * person to make the account with. Gives null when nothing is left to do.
 */
export async function offerFirstAdministrator(): Promise<string | null> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD, PUBLIC_URL } = config();
  if (await hasAdministrator(database().reader)) return null;
  if (ADMIN_EMAIL !== undefined && ADMIN_PASSWORD !== undefined) {
    const hash = await hashPassword(ADMIN_PASSWORD);
    const administrator = { name: ADMIN_EMAIL.split('@')[0] ?? ADMIN_EMAIL, email: ADMIN_EMAIL.toLowerCase() };
    await database().write(async (tx) => {
      // Of two processes that start at once, one makes it.
      if (!(await hasAdministrator(tx))) await makeAdministrator(tx, administrator, hash);
    });
    return null;
  }
  const token = randomBytes(24).toString('base64url');
  await database().write((tx) => writeSetting(tx, 'firstAdministratorToken', recognize('first administrator', token)));
  // After #, so that the token reaches no log of a proxy.
  return `${PUBLIC_URL}/first-administrator#${token}`;
}

/** Makes the first administrator for whoever holds the one-time link. Throws `Refusal` when the link is spent or the account is not acceptable. */
export async function claimFirstAdministrator(token: string, values: unknown): Promise<void> {
  const wanted = account.safeParse(values);
  if (!wanted.success) throw new Refusal('invalid_request', 'Give a name, an e-mail address and a password.');
  await assertPassword(wanted.data.password, wanted.data);
  const digest = recognize('first administrator', token);
  const hash = await hashPassword(wanted.data.password);
  await database().write(async (tx) => {
    const valid = (await readSetting(tx, 'firstAdministratorToken')) === digest && !(await hasAdministrator(tx));
    if (!valid) throw new Refusal('first_administrator_closed');
    await deleteSetting(tx, 'firstAdministratorToken');
    await makeAdministrator(tx, wanted.data, hash);
  });
}

async function makeAdministrator(
  tx: Tx,
  { name, email }: { name: string; email: string },
  hash: string,
): Promise<void> {
  const now = new Date();
  const id = await makeAccount(tx, null, { name, email, role: 'admin' }, now);
  await setPassword(tx, id, hash, now);
}
