import type { Tx } from '@/lib/db/grouped-writer';
import { listReferenced, listReplies, setQuotedMessage } from '@/lib/db/messages';
import { groupBy } from '@/lib/messages/group-by';
import { chooseQuoted } from '@/lib/messages/quoted';

/**
 * Links all replies of some conversations that name one of these references, by keyed hash, to the message that each of
 * them quotes: replies that have just arrived, and those that have been waiting.
 */
export async function linkQuotes(tx: Tx, conversationIds: number[], hashes: string[]): Promise<void> {
  if (hashes.length === 0) return;
  const replies = await listReplies(tx, conversationIds, hashes);
  if (replies.length === 0) return;
  const named = [...new Set(replies.flatMap((reply) => reply.contextHash ?? []))];
  const referenced = groupBy(await listReferenced(tx, conversationIds, named), (message) =>
    placeOf(message.conversationId, message.referenceHash),
  );
  for (const reply of replies) {
    const candidates = referenced.get(placeOf(reply.conversationId, reply.contextHash)) ?? [];
    const quotedId = chooseQuoted(candidates, reply)?.id ?? null;
    if (quotedId !== reply.quotedMessageId) await setQuotedMessage(tx, reply.id, quotedId);
  }
}

function placeOf(conversationId: number, hash: string | null): string {
  return `${conversationId.toString()} ${hash ?? ''}`;
}
