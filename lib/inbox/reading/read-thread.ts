import { may, permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { readMarkOf, resolveConversation } from '@/lib/db/tables/conversations';
import { database, type Reader } from '@/lib/db/engine/database';
import { hydrateMessage, type MessageRow } from '@/lib/db/tables/hydrate-message';
import { findFirstUnread, findMessage, listNewer, listOlder } from '@/lib/db/tables/messages';
import { readRowId } from '@/lib/access/row-id';
import { previewWords } from './preview-words';
import type { Message } from '@/lib/messages/message';
import type { ThreadPage } from '@/lib/messages/page';
import { placeCursor, readPlaceCursor } from './cursor';

type Wanted = {
  /** Older than this place. */
  cursor?: string | undefined;
  /** Newer than this place. */
  after?: string | undefined;
  /** The id of the message in the middle. */
  around?: string | undefined;
  limit?: number | undefined;
};

export type Thread = ThreadPage<Message> & {
  /** The first message that this caller has not read, or null; for whoever cannot mark anything read there is none. */
  firstUnreadId: string | null;
};

/**
 * A page of a thread, oldest first: the newest one, or the one that is asked for. Following `nextCursor` leads to older
 * messages until it is null, `previousCursor` to newer ones. Throws `Refusal` when there is no such conversation or message.
 */
export async function readThread(
  caller: Caller,
  conversationId: string | number,
  wanted: Wanted = {},
): Promise<Thread> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const named = readRowId(conversationId.toString());
  const id = named === null ? null : await resolveConversation(reader, named, caller.scope);
  if (id === null) throw new Refusal('conversation_not_found');

  const { rows, older, newer } = await readRows(reader, id, wanted);
  const [first, last] = [rows[0], rows.at(-1)];
  const unread = may(caller, 'conversation.mark')
    ? await findFirstUnread(reader, id, await readMarkOf(reader, caller.userId, id))
    : null;
  return {
    items: rows.map((row) => hydrateMessage(row, previewWords)),
    nextCursor: older && first ? placeCursor(first) : null,
    previousCursor: newer && last ? placeCursor(last) : null,
    firstUnreadId: unread?.id.toString() ?? null,
  };
}

type Rows = { rows: MessageRow[]; older: boolean; newer: boolean };

async function readRows(db: Reader, id: number, { cursor, after, around, limit = 50 }: Wanted): Promise<Rows> {
  if (around !== undefined) return readAround(db, id, around, limit);
  if (after !== undefined) {
    const found = await listNewer(db, id, readPlaceCursor(after), limit + 1);
    return { rows: found.slice(0, limit), older: true, newer: found.length > limit };
  }
  const found = await listOlder(db, id, cursor === undefined ? null : readPlaceCursor(cursor), limit + 1);
  return { rows: found.slice(0, limit).reverse(), older: found.length > limit, newer: cursor !== undefined };
}

async function readAround(db: Reader, id: number, messageId: string, limit: number): Promise<Rows> {
  const named = readRowId(messageId);
  const middle = named === null ? null : await findMessage(db, named, 'all');
  if (middle?.conversationId !== id) throw new Refusal('message_not_found');
  const half = Math.max(Math.floor((limit - 1) / 2), 0);
  const [before, behind] = await Promise.all([
    listOlder(db, id, middle, half + 1),
    listNewer(db, id, middle, limit - half),
  ]);
  return {
    rows: [...before.slice(0, half).reverse(), middle, ...behind.slice(0, limit - half - 1)],
    older: before.length > half,
    newer: behind.length > limit - half - 1,
  };
}
