import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { isCustomerIn } from '@/lib/db/tables/conversations';
import { findCustomer, listMembers } from '@/lib/db/tables/customers';
import { database } from '@/lib/db/engine/database';
import { findStanding, undoStanding } from '@/lib/db/tables/declarations';
import { recordAudit } from '@/lib/db/tables/audit';
import { regroupCustomers } from './regroup-customers';

/**
 * Takes back that one customer is another one. Each message goes where it would be without that, also those that have
 * arrived since, and tombstones; what was erased stays erased. Throws `Refusal` `declaration_not_found`.
 */
export async function undoDeclaration(caller: Caller, id: number, now = new Date()): Promise<void> {
  permit(caller, 'customer.declare');
  await database().write(async (tx) => {
    const declaration = await findStanding(tx, id);
    const customer = declaration && (await findCustomer(tx, declaration.customerId));
    if (!customer || !(await isCustomerIn(tx, customer.countsAsId ?? customer.id, caller.scope)))
      throw new Refusal('declaration_not_found');
    await undoStanding(tx, id, now, caller.userId);
    await regroupCustomers(tx, await listMembers(tx, customer.countsAsId ?? customer.id), now);
    await recordAudit(tx, caller, {
      at: now,
      action: 'customer.declaration-undone',
      subject: `declaration ${id.toString()}`,
    });
  });
}
