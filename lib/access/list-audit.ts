import { listAuditRows } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import { permit, type Caller } from './caller';

type Wanted = { before: number | null; limit: number; userId?: string | undefined; action?: string | undefined };

/** Who did what, when and from where: the latest first. */
export async function listAudit(caller: Caller, { limit, ...wanted }: Wanted) {
  permit(caller, 'audit.read');
  const rows = await listAuditRows(database().reader, { ...wanted, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ id, at, userId, who, address, action, subject, outcome }) => ({
      id: id.toString(),
      at: at.toISOString(),
      ...{ userId, who, address, action, subject, outcome },
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id.toString() ?? null) : null,
  };
}
