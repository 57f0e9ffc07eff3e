import { permit, type Caller } from '@/lib/access/caller';
import { database } from '@/lib/db/engine/database';
import { listWarnings, type Warning } from './list-warnings';

/** What goes on unseen, for everybody who reads the inbox. How much and since when, only those learn who see all numbers. */
export async function readWarnings(caller: Caller, now = new Date()): Promise<{ items: Warning[] }> {
  permit(caller, 'inbox.read');
  const db = database();
  const noticed = await listWarnings(db.reader, now);
  const warnings = db.isDiskFull() ? [{ code: 'disk_full', since: null, count: null }, ...noticed] : noticed;
  if (caller.scope === 'all') return { items: warnings };
  return { items: warnings.map(({ code }) => ({ code, since: null, count: null })) };
}
