import { may, type Caller } from '@/lib/access/caller';
import { watchAccess } from '@/lib/access/watch-access';
import { changeBounds, listChanges, type Change } from '@/lib/db/tables/changes';
import { database } from '@/lib/db/engine/database';
import { includes } from '@/lib/db/tables/scope';
import { changeFeed } from '@/lib/live/change-feed';
import { addStream } from '@/lib/live/open-streams';

const PAGE = 500;
/** For the last thing that a stream says to be sent. */
const LAST_WORD_MS = 200;

type Sink = {
  /** The id to resume from, before anything has changed. */
  greet: (cursor: number) => void;
  change: (id: number, data: { type: string; conversationId?: string; messageId?: string }) => void;
  /** The account has too many streams, and this one is its oldest. */
  supersede: () => void;
  /** The server stops. */
  stop: () => void;
};

/**
 * Tells a browser every change after the last one that it has seen (null: from now on), then each new one as it happens,
 * without a gap between the two. When that one is no longer known it is told `reset`, as when the caller may no longer see
 * what it did; then the stream ends too. Gives the function that ends it; one that breaks while it opens has ended.
 */
export async function openLiveStream(caller: Caller, lastSeen: number | null, sink: Sink): Promise<() => void> {
  const { reader } = database();
  const waiting: Change[] = [];
  let caughtUp = false;
  let cursor = 0;
  const send = (changes: Change[]) => {
    for (const change of changes) {
      const { id, type, conversationId, messageId } = change;
      if (id <= cursor) continue;
      cursor = id;
      if (!concerns(caller, change)) continue;
      sink.change(id, {
        type,
        ...(conversationId !== null && { conversationId: conversationId.toString() }),
        ...(messageId !== null && { messageId: messageId.toString() }),
      });
    }
  };
  const stopFeed = changeFeed().subscribe((changes) => {
    if (caughtUp) send(changes);
    else waiting.push(...changes);
  }, sink.stop);
  const stopWatching = watchAccess(caller, () => {
    stopFeed();
    sink.change(cursor, { type: 'reset' });
    setTimeout(sink.stop, LAST_WORD_MS);
  });
  // The browser is told, for it would open another one at once and take the place of the next.
  const leave = addStream(caller.tokenId === null ? caller.userId : `token-${caller.tokenId}`, () => {
    sink.supersede();
    setTimeout(sink.stop, LAST_WORD_MS);
  });
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    stopFeed();
    stopWatching();
    leave();
  };

  try {
    const { oldest, newest } = await changeBounds(reader);
    if (lastSeen === null) {
      cursor = newest;
      sink.greet(cursor);
    } else if (!(Number.isInteger(lastSeen) && lastSeen >= oldest - 1 && lastSeen <= newest)) {
      cursor = newest;
      sink.change(cursor, { type: 'reset' });
    } else {
      cursor = lastSeen;
      for (let missed = await listChanges(reader, cursor, PAGE); missed.length > 0;) {
        send(missed);
        missed = await listChanges(reader, cursor, PAGE);
      }
    }
    send(waiting);
    caughtUp = true;
  } catch (error) {
    close();
    throw error;
  }
  return close;
}

/** Whether a caller may know of a change: it tells that there is something, though not what. */
function concerns(caller: Caller, { type, userId, conversationId, businessNumberId, blocked }: Change): boolean {
  if (userId !== null && userId !== caller.userId) return false;
  if (type === 'problem') return may(caller, 'problem.read');
  return conversationId === null || (includes(caller.scope, businessNumberId) && !blocked);
}
