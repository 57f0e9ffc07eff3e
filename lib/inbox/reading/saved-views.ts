import * as z from 'zod';
import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordAudit } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import {
  countSavedViews,
  deleteSavedView,
  insertSavedView,
  listSavedViewRows,
  updateSavedView,
  type SavedView,
} from '@/lib/db/tables/saved-views';

/** A search or a filtered list under a name, for the user who saved it alone. */
export type NamedView = { id: string; name: string; address: string };

const MOST = 100;

/** A search of 500 characters, which take nine each in an address when they are Chinese, and the rest of it. */
const LONGEST = 6000;

/** A name, and a path with query within the dashboard: nothing that leads elsewhere. */
export const namedView = z.object({
  name: z.string().trim().min(1).max(100),
  address: z
    .string()
    .max(LONGEST)
    .regex(/^\/(?![/\\])[^\s\\]*$/),
});

/** The caller's views in the order of saving. */
export async function listSavedViews(caller: Caller): Promise<NamedView[]> {
  permit(caller, 'inbox.read');
  return (await listSavedViewRows(database().reader, caller.userId)).map(hydrate);
}

/** Saves a view. Throws `Refusal` `invalid_request` when the caller has too many. */
export async function saveView(
  caller: Caller,
  values: z.infer<typeof namedView>,
  savedAt = new Date(),
): Promise<NamedView> {
  permit(caller, 'inbox.read');
  const { userId } = caller;
  return database().write(async (tx) => {
    if ((await countSavedViews(tx, userId)) >= MOST)
      throw new Refusal('invalid_request', `There are ${MOST.toString()} saved views already.`);
    const saved = await insertSavedView(tx, { ...values, userId, savedAt });
    await record(tx, caller, 'saved', saved.id, savedAt);
    return hydrate(saved);
  });
}

/** Gives a view another name or address. Throws `Refusal` `view_not_found`. */
export async function changeView(
  caller: Caller,
  id: number,
  { name, address }: { name?: string | undefined; address?: string | undefined },
  now = new Date(),
): Promise<NamedView> {
  permit(caller, 'inbox.read');
  const values = { ...(name !== undefined && { name }), ...(address !== undefined && { address }) };
  return database().write(async (tx) => {
    const changed = await updateSavedView(tx, { id, userId: caller.userId }, values);
    if (!changed) throw new Refusal('view_not_found');
    await record(tx, caller, 'changed', id, now);
    return hydrate(changed);
  });
}

/** Removes a view. Throws `Refusal` `view_not_found`. */
export async function removeView(caller: Caller, id: number, now = new Date()): Promise<void> {
  permit(caller, 'inbox.read');
  await database().write(async (tx) => {
    if (!(await deleteSavedView(tx, { id, userId: caller.userId }))) throw new Refusal('view_not_found');
    await record(tx, caller, 'removed', id, now);
  });
}

/** What a view is called may say what somebody looks for, so the log knows only which one it was. */
function record(tx: Tx, caller: Caller, what: 'saved' | 'changed' | 'removed', id: number, at: Date): Promise<void> {
  return recordAudit(tx, caller, { at, action: `view.${what}`, subject: `view ${id.toString()}` });
}

function hydrate({ id, name, address }: SavedView): NamedView {
  return { id: id.toString(), name, address };
}
