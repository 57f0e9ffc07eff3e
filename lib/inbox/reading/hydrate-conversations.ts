import type { Caller } from '@/lib/access/caller';
import { countUnread, type ConversationRow } from '@/lib/db/tables/conversation-rows';
import type { Reader } from '@/lib/db/engine/database';
import { hydrateContent } from '@/lib/db/tables/hydrate-message';
import { findMessages } from '@/lib/db/tables/messages';
import { previewWords } from './preview-words';
import type { Conversation } from '@/lib/messages/conversation';
import { formatPhoneNumber } from '@/lib/messages/phone-number';
import { previewOf } from '@/lib/messages/preview-of';

/** Rows to conversations as this caller sees them, in three queries however many there are. */
export async function hydrateConversations(
  db: Reader,
  caller: Caller,
  rows: ConversationRow[],
): Promise<Conversation[]> {
  const [unread, lastMessages] = await Promise.all([
    countUnread(
      db,
      caller.userId,
      rows.map((row) => row.id),
    ),
    findMessages(
      db,
      rows.flatMap((row) => row.lastMessageId ?? []),
    ),
  ]);
  const lastById = new Map(lastMessages.map((message) => [message.id, message]));
  return rows.map((row) => {
    const last = row.lastMessageId === null ? undefined : lastById.get(row.lastMessageId);
    const said = hydrateContent(last ?? { kind: 'unknown', content: null, media: null });
    const erased = last?.erasedAt !== null;
    return {
      id: row.id.toString(),
      channel: row.channel,
      businessNumber: {
        id: row.businessNumber.id.toString(),
        ...numbers(row.businessNumber.number === '' ? null : row.businessNumber.number),
        label: row.businessNumber.label,
      },
      customer: hydrateCustomer(row.customer),
      lastMessageAt: row.lastMessageAt.toISOString(),
      preview: {
        kind: said.kind,
        mediaType: said.kind === 'media' && !erased ? said.content.mediaType : null,
        text: erased ? '' : previewOf({ ...said, text: last.text }, previewWords),
        erased,
        direction: last?.direction === 'MT' ? 'MT' : 'MO',
      },
      unread: unread.get(row.id) ?? 0,
      newChat: row.newChat,
      lastArrivalId: row.lastArrivalId.toString(),
      done: row.doneUpTo >= row.lastArrivalId,
      sample: row.sample,
    };
  });
}

/** Row to domain. */
export function hydrateCustomer(row: ConversationRow['customer']): Conversation['customer'] {
  const { id, name, number, identified, blockedAt } = row;
  return { id: id.toString(), name, ...numbers(number), identified, blocked: blockedAt !== null };
}

// Written out here, so that browsers need not know the numbering plans of all countries.
function numbers(number: string | null): { number: string | null; shown: string | null } {
  return { number, shown: number === null ? null : formatPhoneNumber(number) };
}
