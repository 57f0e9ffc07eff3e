import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inBatches } from '@/lib/db/engine/in-batches';
import { listReferenced, listReplies, setQuotedMessage } from './messages';
import { groupBy } from '@/lib/messages/group-by';
import { chooseQuoted } from '@/lib/messages/quoted';

/** A conversation, and the keyed hash of a reference in it. */
type Named = { conversationId: number; hash: string };

/** Prisma splits one long list of a condition, not two. */
const AT_ONCE = 400;

/**
 * Links all replies that name these references in their conversations to the message that each of them quotes: replies
 * that have just arrived, and those that have been waiting.
 */
export async function linkQuotes(tx: Tx, named: Named[]): Promise<void> {
  for (const batch of inBatches(named, AT_ONCE)) await linkBatch(tx, batch);
}

async function linkBatch(tx: Tx, named: Named[]): Promise<void> {
  const conversationIds = [...new Set(named.map(({ conversationId }) => conversationId))];
  const replies = await listReplies(tx, conversationIds, [...new Set(named.map(({ hash }) => hash))]);
  if (replies.length === 0) return;
  const contexts = [...new Set(replies.flatMap((reply) => reply.contextHash ?? []))];
  const referenced = groupBy(await listReferenced(tx, conversationIds, contexts), (message) =>
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
