import type { Database } from '@/lib/db/engine/database';
import { settleDeletion } from '@/lib/media/settle-deletion';

/** Settles what waits to be deleted at CM.com after deletion notices as if CM.com had confirmed it; gives the addresses. */
export async function confirmDeletions(database: Database): Promise<string[]> {
  const waiting = await database.reader.media.findMany({ where: { state: 'erasing' }, orderBy: { id: 'asc' } });
  for (const { id } of waiting) await settleDeletion(database, id, { outcome: 'deleted' }, new Date());
  return waiting.flatMap(({ url }) => url ?? []);
}
