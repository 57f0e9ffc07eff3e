import { log } from '@/lib/config/log';
import { changeBounds, listChanges, type Change } from '@/lib/db/tables/changes';
import type { Database } from '@/lib/db/engine/database';
import { lookOnCommits } from '@/lib/db/engine/look-on-commits';

const PAGE = 500;
const RETRY_MS = 1000;

type Listener = (changes: Change[]) => void;

/** Tells every open live stream of this process what each commit changed. */
export type ChangeFeed = {
  /** Calls the listener with what is new, in order, until the returned function is called; `onStop` when the server stops. */
  subscribe: (listener: Listener, onStop: () => void) => () => void;
  stop: () => void;
};

declare global {
  // As with the database: routes and our server are bundled apart and meet here.
  var inletChangeFeed: ChangeFeed | undefined;
}

/** The change feed of this process. Throws when it has not been started. */
export function changeFeed(): ChangeFeed {
  if (!globalThis.inletChangeFeed) throw new Error('The change feed is not running.');
  return globalThis.inletChangeFeed;
}

/** Starts reading the changes of a database, one query for each commit however many streams are open. */
export async function startChangeFeed(database: Database): Promise<ChangeFeed> {
  const listeners = new Map<Listener, () => void>();
  let { newest: cursor } = await changeBounds(database.reader);

  const read = async () => {
    try {
      let changes: Change[];
      do {
        changes = await listChanges(database.reader, cursor, PAGE);
        cursor = changes.at(-1)?.id ?? cursor;
        if (changes.length > 0) for (const listener of listeners.keys()) listener(changes);
      } while (changes.length === PAGE);
      return null;
    } catch (error) {
      log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'Changes could not be read.');
      return new Date(Date.now() + RETRY_MS);
    }
  };

  const reading = lookOnCommits(database, read);
  const feed: ChangeFeed = {
    subscribe: (listener, onStop) => {
      listeners.set(listener, onStop);
      return () => listeners.delete(listener);
    },
    stop: () => {
      void reading.stop();
      for (const onStop of listeners.values()) onStop();
    },
  };
  globalThis.inletChangeFeed = feed;
  return feed;
}
