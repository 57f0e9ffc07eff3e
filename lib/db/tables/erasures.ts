import type { Reader } from '@/lib/db/engine/database';
import { Prisma, type Erasure } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inBatches, MOST_VALUES } from '@/lib/db/engine/in-batches';

/** A deletion notice by keyed hashes: whose message it is and which, and the reference without and with the sender. */
export type NewErasure = Pick<Erasure, 'scopeHash' | 'referenceHash' | 'senderHash'>;

/** Remembers deletion notices. Those that an earlier version has remembered get the hashes that it did not know. */
export async function insertErasures(tx: Tx, erasures: NewErasure[], receivedAt: Date): Promise<void> {
  // Once each: one statement must not meet the same row twice.
  const once = new Map(erasures.map((erasure) => [erasure.scopeHash, erasure]));
  const rows = [...once.values()].map(
    ({ scopeHash, referenceHash, senderHash }) =>
      Prisma.sql`(${scopeHash}, ${receivedAt}, ${referenceHash}, ${senderHash})`,
  );
  for (const batch of inBatches(rows, MOST_VALUES / 4)) {
    await tx.$executeRaw`
      INSERT INTO "Erasure" ("scopeHash", "receivedAt", "referenceHash", "senderHash") VALUES ${Prisma.join(batch)}
      ON CONFLICT ("scopeHash") DO UPDATE SET
        "referenceHash" = excluded."referenceHash", "senderHash" = excluded."senderHash"`;
  }
}

/** Whether any deletion notice is known by its reference. */
export async function areReferencesKnown(db: Reader | Tx): Promise<boolean> {
  return (await db.erasure.findFirst({ where: { referenceHash: { not: null } } })) !== null;
}

/** The deletion notices that name one of these references, by keyed hash. */
export function listErasuresNaming(db: Reader | Tx, referenceHashes: string[]): Promise<Erasure[]> {
  return db.erasure.findMany({ where: { referenceHash: { in: referenceHashes } } });
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
