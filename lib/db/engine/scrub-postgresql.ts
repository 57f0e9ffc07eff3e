import { scheduler } from 'node:timers/promises';
import { Client } from 'pg';
import { connectionTo } from './postgresql-adapter';

/**
 * Tables that hold what a deletion notice erases. In `pg_statistic` earlier versions let the server collect it; where the
 * database is not ours, the server leaves that one out.
 */
const TABLES = ['Delivery', 'Message', 'Media', 'Customer', 'CustomerKey', 'Conversation', 'pg_statistic'];

/** Up to this size a table is written anew at once: that takes about a second, in which it is locked. */
const SMALL_BYTES = 64 * 1024 * 1024;
const QUIET_HOUR = 3;
const RETRY_MS = 60_000;

/** PostgreSQL keeps dead rows that an older transaction might still look at, and says so. */
const HELD = /^[1-9]\d* dead row versions cannot be removed yet/;
const TRIES = 5;
const PAUSE_MS = 200;

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

  const rewriteDue = async () => {
    const client = new Client(connectionTo(url));
    client.on('error', () => undefined);
    const said: string[] = [];
    client.on('notice', ({ detail }) => said.push(detail ?? ''));
    let isHeld = false;
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
        await client.query(`VACUUM (FULL, VERBOSE) "${table}"`);
        if (said.splice(0).some((detail) => HELD.test(detail))) isHeld = true;
        else due.delete(table);
      }
    } finally {
      await client.end();
    }
    return isHeld;
  };
  const rewrite = async () => {
    try {
      for (let tries = 0; tries < TRIES && (await rewriteDue()); tries += 1) await scheduler.wait(PAUSE_MS);
    } catch {
      // Locked by somebody, or away, for now; the timer comes back to it.
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
