import { currentHead, linkTo, moveHead, type AuditFacts } from './audit-chain';
import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';

/** Who did something: a caller is one. `null` stands for Inlet itself. */
export type Actor = { userId: string | null; email: string | null; address: string | null };

/** What was done: codes, ids and counts, never content. */
export type Act = { at: Date; action: string; subject?: string | undefined; outcome?: string | undefined };

export type AuditRow = AuditFacts & { id: number; hash: string | null };

/**
 * Adds to the audit log. Each entry's hash covers the head before it under this installation's key, so a change that is
 * made to the database by hand shows (`verifyAudit`). Writers follow one another, so the chain has no branches.
 */
export async function recordAudit(tx: Tx, actor: Actor | null, { at, action, subject, outcome }: Act): Promise<void> {
  const head = await currentHead(tx);
  const entry = {
    at,
    userId: actor?.userId ?? null,
    who: actor?.email ?? null,
    address: actor?.address ?? null,
    action,
    subject: subject ?? null,
    outcome: outcome ?? null,
  };
  const hash = linkTo(head, entry);
  await tx.auditEntry.create({ data: { ...entry, hash } });
  await moveHead(tx, head, hash);
}

/** Whoever asked for something that is done later, without them; null when nobody did. */
export async function findActor(tx: Tx, userId: string | null): Promise<Actor | null> {
  const user = userId === null ? null : await tx.user.findUnique({ where: { id: userId } });
  return userId === null ? null : { userId, email: user?.email ?? null, address: null };
}

/** Entries of the log, the latest first. `action` matches its beginning. */
export function listAuditRows(
  db: Reader,
  wanted: { before: number | null; limit: number; userId?: string | undefined; action?: string | undefined },
): Promise<AuditRow[]> {
  const { before, limit, userId, action } = wanted;
  return db.auditEntry.findMany({
    where: {
      ...(before !== null && { id: { lt: before } }),
      ...(userId !== undefined && { userId }),
      ...(action !== undefined && { action: { startsWith: action } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  });
}
