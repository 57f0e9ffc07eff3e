import { config, isLoopback } from '@/lib/config/config';
import { SecretsError, webhookSecrets } from '@/lib/config/secrets';
import { hasAdministrator } from '@/lib/db/tables/accounts';
import { database, type Database } from '@/lib/db/engine/database';
import { DatabaseGone } from '@/lib/db/engine/watch-file';
import { countDeliveries } from '@/lib/db/tables/deliveries';
import { writeSetting } from '@/lib/db/tables/settings';
import { listWarnings } from './list-warnings';

export type Readiness = {
  status: 'ready' | 'not-ready';
  /** Deliveries that are stored and not read yet. */
  backlog: number;
  /** What somebody should look at; none of it stops the process from doing its work. */
  warnings: string[];
};

/** A probe each second writes this often; the route is open to everybody. */
const WRITE_EVERY_MS = 5000;
let writtenAt = -Infinity;

/** Whether this process can do its work: the database is migrated and takes writes, and there is an administrator. */
export async function readReadiness(now = new Date()): Promise<Readiness> {
  try {
    const db = database();
    const [administrator, backlog, problems, noticed] = await Promise.all([
      hasAdministrator(db.reader),
      countDeliveries(db.reader, 'received'),
      countDeliveries(db.reader, 'problem'),
      listWarnings(db.reader, now),
      proveWriting(db, now),
    ]);
    // Without the file of the keys deliveries are refused, and so is the next start.
    webhookSecrets();
    const warnings = [
      ...(isLoopback(config().PUBLIC_URL) ? ['public_url_is_loopback'] : []),
      ...(problems > 0 ? ['problems'] : []),
      ...noticed.map(({ code }) => code),
    ];
    return { status: administrator ? 'ready' : 'not-ready', backlog, warnings };
  } catch (error) {
    return { status: 'not-ready', backlog: 0, warnings: [causeOf(error)] };
  }
}

function causeOf(error: unknown): string {
  if (error instanceof SecretsError) return 'secrets';
  if (error instanceof DatabaseGone) return 'database_gone';
  return database().isDiskFull() ? 'disk_full' : 'database';
}

/** Writes a row and waits for its durable commit: an empty transaction succeeds on a full disk. */
async function proveWriting(db: Database, now: Date): Promise<void> {
  if (performance.now() - writtenAt < WRITE_EVERY_MS) {
    await db.write(async () => {});
    return;
  }
  await db.write((tx) => writeSetting(tx, 'readyAt', now.toISOString()));
  writtenAt = performance.now();
}
