import { findAccount } from './accounts';
import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import type { Scope } from './scope';

export type NewToken = {
  name: string;
  hash: string;
  start: string;
  scope: string;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
};

const withNumbers = { numbers: { select: { businessNumberId: true } } } as const;

/** Adds a token, limited to some business numbers or not, and gives its id. */
export async function insertToken(tx: Tx, token: NewToken, numbers: Scope): Promise<number> {
  const { id } = await tx.apiToken.create({ data: { ...token, allNumbers: numbers === 'all' }, select: { id: true } });
  if (numbers === 'all') return id;
  const known = await tx.businessNumber.findMany({ where: { id: { in: [...numbers] } }, select: { id: true } });
  await tx.apiTokenNumber.createMany({ data: known.map((number) => ({ tokenId: id, businessNumberId: number.id })) });
  return id;
}

/** Tokens that have not been revoked, the latest first, with who made them. */
export async function listTokenRows(db: Reader) {
  const rows = await db.apiToken.findMany({
    where: { revokedAt: null },
    orderBy: { id: 'desc' },
    include: { ...withNumbers, maker: { select: { name: true } } },
  });
  return rows.map((row) => ({ ...row, limitedTo: limitsOf(row) }));
}

/** A token that may be used, and how the account stands that made it; null when there is none (any more). */
export async function findToken(db: Reader, by: { hash: string } | { id: number }, now: Date) {
  const row = await db.apiToken.findFirst({
    where: { ...by, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    include: withNumbers,
  });
  const maker = row && (await findAccount(db, row.createdBy));
  return row && maker ? { id: row.id, name: row.name, scope: row.scope, limitedTo: limitsOf(row), maker } : null;
}

/** Ends a token. Gives false when there is none to end. */
export async function revokeToken(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
  return count === 1;
}

/** Notes that a token has been used. */
export async function noteUse(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } });
}

function limitsOf({ allNumbers, numbers }: { allNumbers: boolean; numbers: { businessNumberId: number }[] }): Scope {
  return allNumbers ? 'all' : numbers.map((number) => number.businessNumberId);
}
