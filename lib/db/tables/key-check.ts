import type { Reader } from '@/lib/db/engine/database';

const MOST = 20;

/** Whether anything in the database was made with the installation's key. */
export async function holdsKeyedRows(db: Reader): Promise<boolean> {
  const first = { select: { id: true } };
  const found = await Promise.all([
    db.delivery.findFirst(first),
    db.auditEntry.findFirst(first),
    db.erasure.findFirst({ select: { scopeHash: true } }),
  ]);
  return found.some((row) => row !== null);
}

/** Some of the newest messages and deliveries, with the keyed hashes that were made of them; those without content are left out. */
export async function listKeyedRows(db: Reader): Promise<{
  messages: { reference: string; hash: string }[];
  deliveries: { body: Uint8Array; encoding: string | null; digest: string }[];
}> {
  const messages = await db.message.findMany({
    where: { reference: { not: null }, referenceHash: { not: null } },
    select: { reference: true, referenceHash: true },
    orderBy: { id: 'desc' },
    take: MOST,
  });
  const deliveries = await db.delivery.findMany({
    where: { NOT: { body: { equals: new Uint8Array() } } },
    select: { body: true, encoding: true, digest: true },
    orderBy: { id: 'desc' },
    take: MOST,
  });
  return {
    messages: messages.flatMap(({ reference, referenceHash }) =>
      reference === null || referenceHash === null ? [] : { reference, hash: referenceHash },
    ),
    deliveries,
  };
}
