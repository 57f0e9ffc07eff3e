import type { Reader } from '@/lib/db/engine/database';
import { Prisma } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inBatches, MOST_VALUES } from '@/lib/db/engine/in-batches';

/** Remembers a deletion notice by the keyed hashes of whose message it is and which. */
export async function insertErasures(tx: Tx, scopeHashes: string[], receivedAt: Date): Promise<void> {
  // Once each: one statement must not meet the same row twice.
  const rows = [...new Set(scopeHashes)].map((scopeHash) => Prisma.sql`(${scopeHash}, ${receivedAt})`);
  for (const batch of inBatches(rows, MOST_VALUES / 2)) {
    await tx.$executeRaw`
      INSERT INTO "Erasure" ("scopeHash", "receivedAt") VALUES ${Prisma.join(batch)} ON CONFLICT DO NOTHING`;
  }
}

/** Those of the hashes that deletion notices have named. */
export async function listKnownErasures(db: Reader | Tx, scopeHashes: string[]): Promise<Set<string>> {
  const rows = await db.erasure.findMany({ where: { scopeHash: { in: scopeHashes } } });
  return new Set(rows.map((row) => row.scopeHash));
}
