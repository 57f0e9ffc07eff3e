import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordChange } from '@/lib/db/tables/changes';
import { database } from '@/lib/db/engine/database';
import { findDelivery, requeueProblem } from '@/lib/db/tables/deliveries';
import { recordAudit } from '@/lib/db/tables/audit';

/** Puts a delivery that could not be read back in the queue, after an upgrade say. Throws `Refusal`
 * `problem_not_found`, or `message_erased` for one that was emptied. */
export async function replayProblem(caller: Caller, deliveryId: number, now = new Date()): Promise<void> {
  permit(caller, 'problem.replay');
  await database().write(async (tx) => {
    if (!(await requeueProblem(tx, deliveryId))) {
      const isEmptied = (await findDelivery(tx, deliveryId))?.reason === 'emptied';
      throw new Refusal(isEmptied ? 'message_erased' : 'problem_not_found');
    }
    await recordChange(tx, 'problem', {}, now);
    const subject = `delivery ${deliveryId.toString()}`;
    await recordAudit(tx, caller, { at: now, action: 'problem.replayed', subject });
  });
}
