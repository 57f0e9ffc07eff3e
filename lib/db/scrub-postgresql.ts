import { Client } from 'pg';
import { connectionTo } from './postgresql-adapter';

/** Tables that hold what a deletion notice erases. */
const TABLES = ['Delivery', 'Message', 'Media', 'Customer', 'CustomerKey', 'Conversation'];

/** Up to this size a table is written anew at once: that takes about a second, in which it is locked. */
const SMALL_BYTES = 64 * 1024 * 1024;
const QUIET_HOUR = 3;
const RETRY_MS = 60_000;

/**
 * Takes what an erasure left behind out of PostgreSQL's files. Rows that are gone stay in a table's pages, also after a
 * plain VACUUM, until their place is used again; only a table that is written anew holds nothing of them. Small tables
 * are rewritten at once, large ones at three in the night of this machine. (Its log, pg_wal, forgets when its segments are
 * used again.)
 */
export function startScrubber(
  url: string,
  { smallBytes = SMALL_BYTES, now = () => new Date() } = {},
): { scrub: () => Promise<void>; stop: () => Promise<void> } {
  const due = new Set<string>();
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const rewrite = async () => {
    const client = new Client(connectionTo(url));
    client.on('error', () => undefined);
    await client.connect();
    try {
      // Nobody who waits for a lock may hold up everybody else for long.
      await client.query("SET lock_timeout = '3s'");
      for (const table of [...due]) {
        const size = await client.query<{ bytes: string }>('SELECT pg_total_relation_size($1) AS bytes', [
          `"${table}"`,
        ]);
        const isSmall = Number(size.rows[0]?.bytes) <= smallBytes;
        if (!isSmall && now().getHours() !== QUIET_HOUR) continue;
        await client.query(`VACUUM FULL "${table}"`);
        due.delete(table);
      }
    } catch {
      // Locked by somebody for now; the timer comes back to it.
    } finally {
      await client.end();
    }
    if (due.size > 0 && !stopped) timer ??= setTimeout(again, RETRY_MS).unref();
  };
  const again = () => {
    timer = undefined;
    run().catch(() => undefined);
  };
  const run = () => {
    running = rewrite().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    // Those who ask while one is under way share the next one.
    scrub: () => {
      next ??= (running ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          for (const table of TABLES) due.add(table);
          return run();
        });
      return next;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.allSettled([running, next]);
    },
  };
}
