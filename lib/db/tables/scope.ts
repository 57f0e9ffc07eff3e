import { Prisma } from '@/lib/db/engine/client';

/** Which business numbers somebody sees: all, or those with these ids. What lies outside does not exist for them. */
export type Scope = 'all' | readonly number[];

/** What a list, a count or a search looks at: a scope, and whether conversations with blocked customers are left out (as they are unless told), the only ones, or among the others. */
export type Sight = { scope: Scope; blocked?: 'hidden' | 'only' | 'shown' | undefined };

/** Narrows a query of Prisma for conversations. Of messages it is `{ conversation: inScope(scope) }`, of media `{ message: { conversation: inScope(scope) } }`. */
export function inScope(scope: Scope): Prisma.ConversationWhereInput {
  return scope === 'all' ? {} : { businessNumberId: { in: [...scope] } };
}

/** The same for what is listed, counted or searched, where blocked customers are silent. */
export function inSight({ scope, blocked = 'hidden' }: Sight): Prisma.ConversationWhereInput {
  if (blocked === 'shown') return inScope(scope);
  return { ...inScope(scope), customer: { blockedAt: blocked === 'only' ? { not: null } : null } };
}

/** The condition of `inSight` in SQL, for a query that calls the table "Conversation" `c`. */
export function inSightSql({ scope, blocked = 'hidden' }: Sight): Prisma.Sql {
  const numbers = scopeSql(scope);
  // Few are blocked, and an index knows them: this is asked once, not of each row.
  const set = Prisma.sql`(SELECT x."id" FROM "Customer" x WHERE x."blockedAt" IS NOT NULL)`;
  if (blocked === 'shown') return numbers;
  if (blocked === 'only') return Prisma.sql`${numbers} AND c."customerId" IN ${set}`;
  return Prisma.sql`${numbers} AND c."customerId" NOT IN ${set}`;
}

/** Whether a business number lies in a scope; one that is not known does not, unless everything does. */
export function includes(scope: Scope, businessNumberId: number | null): boolean {
  return scope === 'all' || (businessNumberId !== null && scope.includes(businessNumberId));
}

function scopeSql(scope: Scope): Prisma.Sql {
  if (scope === 'all') return Prisma.sql`1 = 1`;
  if (scope.length === 0) return Prisma.sql`1 = 0`;
  return Prisma.sql`c."businessNumberId" IN (${Prisma.join([...scope])})`;
}
