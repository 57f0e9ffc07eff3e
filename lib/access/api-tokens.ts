import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { insertToken, listTokenRows, revokeToken } from '@/lib/db/tables/api-tokens';
import { recordAudit } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import { asNumbers, numbersWanted } from './accounts';
import { permit, permitPerson, type Caller } from './caller';
import { tokenHash } from './caller-of';
import { Refusal } from './refusal';

/** What a new token is to be. */
export const newToken = z.object({
  name: z.string().trim().min(1).max(100),
  scope: z.enum(['read', 'operate', 'admin', 'metrics']),
  numbers: numbersWanted.default('all'),
  expiresAt: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .nullable(),
});

/** Makes a token and gives it, this once: only its hash is kept. */
export async function makeToken(
  caller: Caller,
  { name, scope, numbers, expiresAt }: z.output<typeof newToken>,
  now = new Date(),
): Promise<{ id: string; token: string }> {
  permitPerson(caller);
  permit(caller, 'tokens.manage');
  if (expiresAt !== null && expiresAt <= now) throw new Refusal('invalid_request', 'The expiry date is in the past.');
  if (numbers !== 'all' && (scope === 'admin' || scope === 'metrics'))
    throw new Refusal(
      'invalid_request',
      'Only tokens with the scope read or operate can be limited to business numbers.',
    );
  const token = `inlet_${randomBytes(32).toString('base64url')}`;
  const row = { name, scope, hash: tokenHash(token), start: token.slice(0, 10), createdAt: now, expiresAt };
  const id = await database().write(async (tx) => {
    const made = await insertToken(tx, { ...row, createdBy: caller.userId }, numbers);
    const subject = `token ${made.toString()}`;
    await recordAudit(tx, caller, { at: now, action: 'token.made', subject, outcome: scope });
    return made;
  });
  return { id: id.toString(), token };
}

/** All tokens that have not been revoked, the latest first. */
export async function listTokens(caller: Caller) {
  permitPerson(caller);
  permit(caller, 'tokens.manage');
  const rows = await listTokenRows(database().reader);
  return rows.map(({ id, name, start, scope, limitedTo, createdAt, maker, expiresAt, lastUsedAt }) => ({
    ...{ id: id.toString(), name, start, scope },
    numbers: asNumbers(limitedTo),
    createdAt: createdAt.toISOString(),
    createdBy: maker.name,
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

/** Ends a token. Throws `Refusal` `token_not_found`. */
export async function endToken(caller: Caller, id: number, now = new Date()): Promise<void> {
  permitPerson(caller);
  permit(caller, 'tokens.manage');
  await database().write(async (tx) => {
    if (!(await revokeToken(tx, id, now))) throw new Refusal('token_not_found');
    await recordAudit(tx, caller, { at: now, action: 'token.revoked', subject: `token ${id.toString()}` });
  });
}
