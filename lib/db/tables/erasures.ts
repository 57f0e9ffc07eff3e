import type { Reader } from '@/lib/db/engine/database';
import { Prisma } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';

/** Remembers a deletion notice by the keyed hashes of whose message it is and which. */
export async function insertErasures(tx: Tx, scopeHashes: string[], receivedAt: Date): Promise<void> {
  if (scopeHashes.length === 0) return;
  const rows = scopeHashes.map((scopeHash) => Prisma.sql`(${scopeHash}, ${receivedAt})`);
  await tx.$executeRaw`
    INSERT INTO "Erasure" ("scopeHash", "receivedAt") VALUES ${Prisma.join(rows)} ON CONFLICT DO NOTHING`;
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
