import { randomUUID } from 'node:crypto';
import { scheduler, setInterval } from 'node:timers/promises';
import { Client } from 'pg';
import { connectionTo } from './postgresql-adapter';

/** Tells this process's own notices from those of others. */
const PROCESS = randomUUID();

/** An SQL expression, to be evaluated inside a transaction: every other process that listens hears of its commit. */
export const NOTIFY_COMMIT = `pg_notify('inlet_commit', '${PROCESS}')`;

const HEARTBEAT_MS = 5_000;
const PAUSE_MS = 500;

/**
 * Calls `onCommit` when another process commits, and every few seconds besides, for a notice can be missed while the
 * connection is away. Connects again by itself. Gives a function that stops it.
 */
export async function listenForCommits(url: string, onCommit: () => void): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let client = await connect();

  async function connect(): Promise<Client> {
    const fresh = new Client(connectionTo(url));
    fresh.on('error', () => undefined);
    fresh.on('notification', ({ payload }) => {
      if (payload !== PROCESS) onCommit();
    });
    try {
      await fresh.connect();
      await fresh.query('LISTEN inlet_commit');
      return fresh;
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
  }

  /** Asks now and then, so that a connection which is gone is found out, and nothing that was said meanwhile is lost. */
  async function watch(): Promise<void> {
    for await (const question of setInterval(HEARTBEAT_MS, 'SELECT 1', { signal: stopping.signal })) {
      await client.query(question).catch(reconnect);
      onCommit();
    }
  }

  async function reconnect(): Promise<void> {
    await client.end().catch(() => undefined);
    while (!stopping.signal.aborted) {
      try {
        client = await connect();
        return;
      } catch {
        await scheduler.wait(PAUSE_MS, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  const watching = watch().catch(() => undefined);
  return async () => {
    stopping.abort();
    await watching;
    await client.end().catch(() => undefined);
  };
}
