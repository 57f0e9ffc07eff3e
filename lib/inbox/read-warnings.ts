import { permit, type Caller } from '@/lib/access/caller';
import { database } from '@/lib/db/database';
import { listWarnings, type Warning } from './list-warnings';

/** What goes on unseen, for everybody who reads the inbox. */
export async function readWarnings(caller: Caller, now = new Date()): Promise<{ items: Warning[] }> {
  permit(caller, 'inbox.read');
  return { items: await listWarnings(database().reader, now) };
}
