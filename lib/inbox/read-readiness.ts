import { config, isLoopback } from '@/lib/config/config';
import { hasAdministrator } from '@/lib/db/accounts';
import { database } from '@/lib/db/database';
import { countDeliveries } from '@/lib/db/deliveries';

export type Readiness = {
  status: 'ready' | 'not-ready';
  /** Deliveries that are stored and not read yet. */
  backlog: number;
  warnings: string[];
};

/** Whether this process can do its work: the database is migrated and takes writes, and there is an administrator. */
export async function readReadiness(): Promise<Readiness> {
  try {
    const db = database();
    const [administrator, backlog, problems] = await Promise.all([
      hasAdministrator(db.reader),
      countDeliveries(db.reader, 'received'),
      countDeliveries(db.reader, 'problem'),
      db.write(async () => {}),
    ]);
    const warnings = [
      ...(isLoopback(config().PUBLIC_URL) ? ['public_url_is_loopback'] : []),
      ...(problems > 0 ? ['problems'] : []),
    ];
    return { status: administrator ? 'ready' : 'not-ready', backlog, warnings };
  } catch {
    return { status: 'not-ready', backlog: 0, warnings: ['database'] };
  }
}
