import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordChange } from '@/lib/db/tables/changes';
import { listBusinessNumbers as listRows, setLabel } from '@/lib/db/tables/customers';
import { database } from '@/lib/db/engine/database';
import { recordAudit } from '@/lib/db/tables/audit';

/** The numbers that customers have written to, with their labels. */
export async function listBusinessNumbers(caller: Caller) {
  permit(caller, 'inbox.read');
  const rows = await listRows(database().reader, caller.scope);
  return rows.map(({ id, number, label }) => ({ id: id.toString(), number: number === '' ? null : number, label }));
}

/** Names a business number; null takes the name away. Throws `Refusal` `business_number_not_found`. */
export async function labelBusinessNumber(
  caller: Caller,
  id: number,
  label: string | null,
  now = new Date(),
): Promise<void> {
  permit(caller, 'settings.change');
  await database().write(async (tx) => {
    if (!(await setLabel(tx, id, label))) throw new Refusal('business_number_not_found');
    await recordChange(tx, 'reset', {}, now);
    const subject = `business number ${id.toString()}`;
    await recordAudit(tx, caller, { at: now, action: 'business-number.labelled', subject });
  });
}
