import { config, isLoopback } from '@/lib/config/config';
import { hasAdministrator } from '@/lib/db/tables/accounts';
import { database } from '@/lib/db/engine/database';
import { countDeliveries } from '@/lib/db/tables/deliveries';
import { listWarnings } from './list-warnings';

export type Readiness = {
  status: 'ready' | 'not-ready';
  /** Deliveries that are stored and not read yet. */
  backlog: number;
  /** What somebody should look at; none of it stops the process from doing its work. */
  warnings: string[];
};

/** Whether this process can do its work: the database is migrated and takes writes, and there is an administrator. */
export async function readReadiness(now = new Date()): Promise<Readiness> {
  try {
    const db = database();
    const [administrator, backlog, problems, noticed] = await Promise.all([
      hasAdministrator(db.reader),
      countDeliveries(db.reader, 'received'),
      countDeliveries(db.reader, 'problem'),
      listWarnings(db.reader, now),
      db.write(async () => {}),
    ]);
    const warnings = [
      ...(isLoopback(config().PUBLIC_URL) ? ['public_url_is_loopback'] : []),
      ...(problems > 0 ? ['problems'] : []),
      ...noticed.map(({ code }) => code),
    ];
    return { status: administrator ? 'ready' : 'not-ready', backlog, warnings };
  } catch {
    return { status: 'not-ready', backlog: 0, warnings: ['database'] };
  }
}
