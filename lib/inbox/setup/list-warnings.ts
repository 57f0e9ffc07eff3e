import { hourOf, listArrivals } from '@/lib/db/tables/arrival-hours';
import type { Reader } from '@/lib/db/engine/database';
import { countDeliveries, lastDeliveryAt, oldestReceivedAt } from '@/lib/db/tables/deliveries';
import { countWaiting } from '@/lib/db/tables/media';
import { countLatestWithContext } from '@/lib/db/tables/messages';
import { countPassingOn } from '@/lib/db/tables/passing-on';
import { isUnusuallyQuiet, QUIET_MEMORY } from './is-unusually-quiet';

/** Something that goes on unseen. `since` and `count` say since when and how much, where that helps. */
export type Warning = {
  /**
   * - `disk_full`: the database could not be written to, for lack of space
   * - `webhook_quiet`: nothing has come for longer than is usual at this time of the week
   * - `backlog`: deliveries are stored and not read, too many or for too long
   * - `passing_on_backlog`: a second receiver does not take what comes
   * - `media_disk_full`: the disk has no room for files; how many wait
   * - `no_message_context`: no MO carries the field that says what it replies to
   */
  code: string;
  since: string | null;
  count: number | null;
};

/** Deliveries are read within a second; a minute and a half is long after every burst that was ever measured. */
const BACKLOG_AGE_MS = 90_000;
const BACKLOG_SIZE = 1000;
/** CM.com's support switches the field on; then every MO has it, if only empty. */
const LATEST_MOS = 100;

/** What an operator should know of before customers complain. A few rows are read for it, however many deliveries there are. */
export async function listWarnings(db: Reader, now: Date): Promise<Warning[]> {
  const found = await Promise.all([
    warnOfQuiet(db, now),
    warnOfBacklog(db, now),
    warnOfPassingOn(db, now),
    warnOfDisk(db),
    warnOfContext(db),
  ]);
  return found.filter((warning) => warning !== null);
}

async function warnOfQuiet(db: Reader, now: Date): Promise<Warning | null> {
  const lastAt = await lastDeliveryAt(db);
  if (lastAt === null) return null;
  const [last, hour] = [hourOf(lastAt), hourOf(now)];
  if (hour - last < 2) return null;
  const arrivals = await listArrivals(db, last - QUIET_MEMORY, last + 1);
  if (!isUnusuallyQuiet({ last, now: hour, arrivals })) return null;
  return { code: 'webhook_quiet', since: lastAt.toISOString(), count: null };
}

async function warnOfBacklog(db: Reader, now: Date): Promise<Warning | null> {
  const oldest = await oldestReceivedAt(db);
  if (oldest === null) return null;
  const count = await countDeliveries(db, 'received');
  const isOld = now.getTime() - oldest.getTime() >= BACKLOG_AGE_MS;
  return isOld || count >= BACKLOG_SIZE ? { code: 'backlog', since: oldest.toISOString(), count } : null;
}

async function warnOfPassingOn(db: Reader, now: Date): Promise<Warning | null> {
  const { waiting, since } = await countPassingOn(db);
  if (since === null) return null;
  const isOld = now.getTime() - since.getTime() >= BACKLOG_AGE_MS;
  return isOld ? { code: 'passing_on_backlog', since: since.toISOString(), count: waiting } : null;
}

async function warnOfDisk(db: Reader): Promise<Warning | null> {
  const { waiting, withoutRoom } = await countWaiting(db);
  return withoutRoom > 0 ? { code: 'media_disk_full', since: null, count: waiting } : null;
}

async function warnOfContext(db: Reader): Promise<Warning | null> {
  const { messages, withContext } = await countLatestWithContext(db, LATEST_MOS);
  if (messages < LATEST_MOS || withContext > 0) return null;
  return { code: 'no_message_context', since: null, count: null };
}
