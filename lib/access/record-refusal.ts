import { recordAudit } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import { takeFromLimit } from '@/lib/db/tables/limits';
import type { Caller } from './caller';
import { limitKey, rates } from './limits';

/** Writes down that somebody was refused something, unless they have been refused it often in this minute. */
export async function recordRefusal(caller: Caller, request: Request, code: string, now = new Date()): Promise<void> {
  const subject = `${request.method} ${pathOf(request)}`;
  await database().write(async (tx) => {
    const refused = await takeFromLimit(tx, limitKey('audit', caller.userId, subject), rates.audit, now);
    if (!refused) await recordAudit(tx, caller, { at: now, action: 'refused', subject, outcome: code });
  });
}

/** The path without its query; a part that is neither a word of ours nor an id may be anything, and is left out. */
function pathOf(request: Request): string {
  const parts = new URL(request.url).pathname.split('/').slice(0, 10);
  return parts.map((part) => (/^([a-z-]{0,30}|\d{1,15})$/.test(part) ? part : '…')).join('/');
}
