import type { Reader } from './database';
import type { Tx } from './grouped-writer';

/** Remembers a deletion notice by the keyed hash of whose message it is and which. */
export async function insertErasure(tx: Tx, scopeHash: string, receivedAt: Date): Promise<void> {
  await tx.erasure.upsert({ where: { scopeHash }, create: { scopeHash, receivedAt }, update: {} });
}

/** Whether a deletion notice has named one of these. */
export async function isErasureKnown(tx: Tx, scopeHashes: string[]): Promise<boolean> {
  return (await tx.erasure.count({ where: { scopeHash: { in: scopeHashes } } })) > 0;
}

/** Those of the hashes that deletion notices have named. */
export async function listKnownErasures(db: Reader | Tx, scopeHashes: string[]): Promise<Set<string>> {
  const rows = await db.erasure.findMany({ where: { scopeHash: { in: scopeHashes } } });
  return new Set(rows.map((row) => row.scopeHash));
}
