import { recordAudit } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import type { Caller } from './caller';
import { assertRate } from './limits';

/** Writes down that somebody takes a file of a customer's data away. Throws `Refusal` `too_often`. */
export async function recordExport(caller: Caller, subject: string, now = new Date()): Promise<void> {
  await assertRate('export', caller.userId, now);
  await database().write((tx) => recordAudit(tx, caller, { at: now, action: 'exported', subject }));
}
