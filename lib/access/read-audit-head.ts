import { readAuditHead as readHead, writtenHead } from '@/lib/db/tables/audit-chain';
import { database } from '@/lib/db/engine/database';
import { permit, type Caller } from './caller';

/**
 * The end of the audit log, to be noted elsewhere and compared later (`npm run doctor -- --audit-head`); null when the end
 * is not as it was written.
 */
export async function readAuditHead(caller: Caller): Promise<{ head: string | null }> {
  permit(caller, 'audit.read');
  const head = await readHead(database().reader);
  return { head: head && writtenHead(head) };
}
