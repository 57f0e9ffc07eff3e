import { createHmac } from 'node:crypto';
import { secrets } from '@/lib/config/secrets';
import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';

/** Who did something: a caller is one. `null` stands for Inlet itself. */
export type Actor = { userId: string | null; email: string | null; address: string | null };

/** What was done: codes, ids and counts, never content. */
export type Act = { at: Date; action: string; subject?: string | undefined; outcome?: string | undefined };

export type AuditRow = {
  id: number;
  at: Date;
  userId: string | null;
  who: string | null;
  address: string | null;
  action: string;
  subject: string | null;
  outcome: string | null;
  hash: string | null;
};

const HEAD = 'auditHead';
const BEGINNING = 'beginning';
const PAGE = 1000;

/**
 * Adds to the audit log. Each entry's hash covers the one before it under this installation's key, so nobody who edits the
 * database by hand can do it unseen. Writers follow one another, so the chain has no branches.
 */
export async function recordAudit(tx: Tx, actor: Actor | null, { at, action, subject, outcome }: Act): Promise<void> {
  const head = await tx.setting.findUnique({ where: { key: HEAD } });
  const entry = {
    at,
    userId: actor?.userId ?? null,
    who: actor?.email ?? null,
    address: actor?.address ?? null,
    action,
    subject: subject ?? null,
    outcome: outcome ?? null,
  };
  const hash = hashOf(head?.value ?? BEGINNING, entry);
  await tx.auditEntry.create({ data: { ...entry, hash } });
  await tx.setting.upsert({ where: { key: HEAD }, create: { key: HEAD, value: hash }, update: { value: hash } });
}

/** Whoever asked for something that is done later, without them; null when nobody did. */
export async function findActor(tx: Tx, userId: string | null): Promise<Actor | null> {
  const user = userId === null ? null : await tx.user.findUnique({ where: { id: userId } });
  return userId === null ? null : { userId, email: user?.email ?? null, address: null };
}

/** Gives entries that were made before there was a chain their place in it, once. */
export async function chainOldEntries(tx: Tx): Promise<void> {
  if ((await tx.setting.findUnique({ where: { key: HEAD } })) !== null) return;
  let hash = BEGINNING;
  for (const entry of await tx.auditEntry.findMany({ where: { hash: null }, orderBy: { id: 'asc' } })) {
    hash = hashOf(hash, entry);
    await tx.auditEntry.update({ where: { id: entry.id }, data: { hash } });
  }
  if (hash !== BEGINNING) await tx.setting.create({ data: { key: HEAD, value: hash } });
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

/** How many entries the log holds, and the id of the first that is not as it was written; `end` when later ones are gone. */
export async function verifyAudit(db: Reader): Promise<{ entries: number; broken: number | 'end' | null }> {
  const head = await db.setting.findUnique({ where: { key: HEAD } });
  let previous = BEGINNING;
  let entries = 0;
  let last = 0;
  for (;;) {
    const rows = await db.auditEntry.findMany({ where: { id: { gt: last } }, orderBy: { id: 'asc' }, take: PAGE });
    for (const row of rows) {
      if (row.hash !== hashOf(previous, row)) return { entries, broken: row.id };
      previous = row.hash;
      entries += 1;
      last = row.id;
    }
    if (rows.length < PAGE) break;
  }
  const complete = (head?.value ?? BEGINNING) === previous;
  return { entries, broken: complete ? null : 'end' };
}

function hashOf(previous: string, entry: Omit<AuditRow, 'id' | 'hash'>): string {
  const { at, userId, who, address, action, subject, outcome } = entry;
  const text = JSON.stringify([previous, at.toISOString(), userId, who, address, action, subject, outcome]);
  return createHmac('sha256', secrets().recognitionKey).update(text).digest('hex');
}
