import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { config } from '@/lib/config/config';
import { recognize } from '@/lib/config/secrets';
import { hasAdministrator } from '@/lib/db/accounts';
import { database } from '@/lib/db/database';
import { deleteSetting, readSetting, recordAudit, writeSetting } from '@/lib/db/settings';
import { auth } from './auth';
import { Refusal } from './refusal';

const account = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.email().max(254),
  password: z.string().min(8).max(128),
});

/**
 * Sees to it that there is an administrator: makes the one that the environment names, or gives a one-time link for a
 * person to make the account with. Gives null when nothing is left to do.
 */
export async function offerFirstAdministrator(): Promise<string | null> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD, PUBLIC_URL } = config();
  if (await hasAdministrator(database().reader)) return null;
  if (ADMIN_EMAIL !== undefined && ADMIN_PASSWORD !== undefined) {
    await makeAdministrator({
      name: ADMIN_EMAIL.split('@')[0] ?? ADMIN_EMAIL,
      email: ADMIN_EMAIL,
      password: ADMIN_PASSWORD,
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
  if (!wanted.success)
    throw new Refusal('invalid_request', 'Give a name, an e-mail address and a password of at least 8 characters.');
  const digest = recognize('first administrator', token);
  const db = database();
  const open = await db.write(async (tx) => {
    const valid = (await readSetting(tx, 'firstAdministratorToken')) === digest && !(await hasAdministrator(tx));
    if (valid) await deleteSetting(tx, 'firstAdministratorToken');
    return valid;
  });
  if (!open) throw new Refusal('first_administrator_closed');
  try {
    await makeAdministrator(wanted.data);
  } catch (error) {
    await db.write((tx) => writeSetting(tx, 'firstAdministratorToken', digest));
    throw error;
  }
}

async function makeAdministrator(values: z.infer<typeof account>): Promise<void> {
  const { user } = await auth().api.createUser({ body: { ...values, role: 'admin' } });
  await database().write((tx) =>
    recordAudit(tx, { at: new Date(), userId: user.id, action: 'account.first-administrator' }),
  );
}
