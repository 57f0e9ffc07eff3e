import { permit, type Caller } from '@/lib/access/caller';
import { recordChange } from '@/lib/db/tables/changes';
import { database } from '@/lib/db/engine/database';
import { requeueProblems } from '@/lib/db/tables/deliveries';
import { recordAudit } from '@/lib/db/tables/audit';

/** Puts all deliveries that could not be read back in the queue, after an upgrade say, and gives how many. */
export async function replayProblems(caller: Caller, now = new Date()): Promise<{ replayed: number }> {
  permit(caller, 'problem.replay');
  return database().write(async (tx) => {
    const replayed = await requeueProblems(tx);
    await recordChange(tx, 'problem', {}, now);
    const outcome = `${replayed.toString()} deliveries`;
    await recordAudit(tx, caller, { at: now, action: 'problems.replayed', outcome });
    return { replayed };
  });
}
