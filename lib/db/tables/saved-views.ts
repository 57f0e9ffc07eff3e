import type { Reader } from '@/lib/db/engine/database';
import type { SavedView } from '@/lib/db/engine/client';
import type { Tx } from '@/lib/db/engine/grouped-writer';

export type { SavedView };

/** The views that a user has saved, in the order of saving. */
export function listSavedViewRows(db: Reader, userId: string): Promise<SavedView[]> {
  return db.savedView.findMany({ where: { userId }, orderBy: { id: 'asc' } });
}

/** How many views a user has saved. */
export function countSavedViews(tx: Tx, userId: string): Promise<number> {
  return tx.savedView.count({ where: { userId } });
}

/** Saves a view. */
export function insertSavedView(
  tx: Tx,
  view: { userId: string; name: string; address: string; savedAt: Date },
): Promise<SavedView> {
  return tx.savedView.create({ data: view });
}

/** Changes a view of a user; null when this user has none with that id. */
export async function updateSavedView(
  tx: Tx,
  { id, userId }: { id: number; userId: string },
  values: { name?: string; address?: string },
): Promise<SavedView | null> {
  await tx.savedView.updateMany({ where: { id, userId }, data: values });
  return tx.savedView.findFirst({ where: { id, userId } });
}

/** Removes a view of a user. Gives false when this user has none with that id. */
export async function deleteSavedView(tx: Tx, { id, userId }: { id: number; userId: string }): Promise<boolean> {
  return (await tx.savedView.deleteMany({ where: { id, userId } })).count === 1;
}
