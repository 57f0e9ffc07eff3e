import type { Reader } from '@/lib/db/engine/database';
import type { Declaration } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inScope, type Scope } from './scope';

export type { Declaration };

/** Records that one customer is another one. */
export function insertDeclaration(
  tx: Tx,
  declaration: { customerId: number; sameAsId: number; declaredAt: Date; declaredBy: string },
): Promise<Declaration> {
  return tx.declaration.create({ data: declaration });
}

/** A declaration that stands, or null. */
export function findStanding(tx: Tx, id: number): Promise<Declaration | null> {
  return tx.declaration.findFirst({ where: { id, undoneAt: null } });
}

/** A declaration stands no longer. */
export async function undoStanding(tx: Tx, id: number, undoneAt: Date, undoneBy: string): Promise<void> {
  await tx.declaration.update({ where: { id }, data: { undoneAt, undoneBy } });
}

/** Declarations that stand and name any of the customers, in the order in which they were made. */
export function listStanding(tx: Tx, customerIds: number[]): Promise<Declaration[]> {
  return tx.declaration.findMany({
    where: { undoneAt: null, OR: [{ customerId: { in: customerIds } }, { sameAsId: { in: customerIds } }] },
    orderBy: { id: 'asc' },
  });
}

/** Lets what was declared of one customer hold for another: CM.com says that both are the same person. */
export async function passDeclarations(tx: Tx, from: number, to: number): Promise<void> {
  await tx.declaration.updateMany({ where: { customerId: from }, data: { customerId: to } });
  await tx.declaration.updateMany({ where: { sameAsId: from }, data: { sameAsId: to } });
  // Nobody needs to declare any longer that the two are one.
  await tx.declaration.deleteMany({ where: { customerId: to, sameAsId: to } });
}

/**
 * Declarations that stand among the customers who count as one, with both customers, in the order in which they were made.
 * A customer who has written to nobody in the scope is not told of.
 */
export async function describeStanding(db: Reader, countsAsId: number, scope: Scope) {
  const declarations = await db.declaration.findMany({
    where: { undoneAt: null, customer: { countsAsId } },
    orderBy: { id: 'asc' },
    include: { customer: true, sameAs: true },
  });
  if (scope === 'all' || declarations.length === 0) return declarations;
  const wrote = await db.message.findMany({
    where: {
      customerId: { in: declarations.flatMap(({ customerId, sameAsId }) => [customerId, sameAsId]) },
      conversation: inScope(scope),
    },
    distinct: ['customerId'],
    select: { customerId: true },
  });
  const known = new Set([countsAsId, ...wrote.map(({ customerId }) => customerId)]);
  return declarations.filter(({ customerId, sameAsId }) => known.has(customerId) && known.has(sameAsId));
}
