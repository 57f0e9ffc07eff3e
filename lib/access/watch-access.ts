import { listStandings } from '@/lib/db/tables/accounts';
import { findToken } from '@/lib/db/tables/api-tokens';
import { database, type Reader } from '@/lib/db/engine/database';
import { log } from '@/lib/config/log';
import type { Caller } from './caller';
import { roleOf, tokenStanding } from './caller-of';

/** A live stream must close within five seconds after its caller may no longer see what it tells. */
const LOOK_EVERY_MS = 2000;

type Watch = { caller: Caller; onChange: () => void };

const watches = new Set<Watch>();
let timer: NodeJS.Timeout | undefined;

/**
 * Calls `onChange` once when a caller's session or token has ended, or its role or business numbers are not what they were,
 * whichever process did it. Gives the function that stops watching. All open streams are one query.
 */
export function watchAccess(caller: Caller, onChange: () => void): () => void {
  const watch = { caller, onChange };
  watches.add(watch);
  timer ??= setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return () => {
    watches.delete(watch);
    if (watches.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

async function look(): Promise<void> {
  try {
    const changed = await findChanged(database().reader, [...watches], new Date());
    for (const watch of changed) {
      watches.delete(watch);
      watch.onChange();
    }
  } catch (error) {
    log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'Open streams could not be checked.');
  }
}

async function findChanged(db: Reader, watched: Watch[], now: Date): Promise<Watch[]> {
  const sessions = watched.flatMap(({ caller }) => caller.sessionId ?? []);
  const standings = await listStandings(db, [...new Set(sessions)], now);
  const tokens = new Map<number, string | null>();
  for (const id of new Set(watched.flatMap(({ caller }) => caller.tokenId ?? []))) {
    const token = await findToken(db, { id }, now);
    tokens.set(id, token && !token.maker.banned ? fingerprint(tokenStanding(token)) : null);
  }
  return watched.filter(({ caller }) => {
    if (caller.tokenId !== null) return tokens.get(caller.tokenId) !== fingerprint(caller);
    if (caller.sessionId === null) return false;
    const standing = standings.get(caller.sessionId);
    if (!standing || standing.banned) return true;
    return fingerprint({ role: roleOf(standing.role), scope: standing.scope }) !== fingerprint(caller);
  });
}

function fingerprint({ role, scope }: Pick<Caller, 'role' | 'scope'>): string {
  return JSON.stringify([role, scope]);
}
