import type { Tx } from '@/lib/db/grouped-writer';
import { listByContext, listByReference, setQuotedMessage } from '@/lib/db/messages';
import { chooseQuoted } from '@/lib/messages/quoted';

type Linkable = { id: number; sentAt: Date; referenceHash: string | null; contextHash: string | null };

/** Links a new message to the one that it quotes, and the replies that were waiting for it to it. */
export async function linkQuotes(tx: Tx, conversationId: number, message: Linkable): Promise<void> {
  if (message.contextHash !== null) {
    const candidates = await listByReference(tx, conversationId, message.contextHash);
    const quoted = chooseQuoted(candidates, message);
    if (quoted) await setQuotedMessage(tx, message.id, quoted.id);
  }
  if (message.referenceHash !== null) await relinkReplies(tx, conversationId, message.referenceHash);
}

/** Links all replies that name one reference to the message that each of them quotes. */
export async function relinkReplies(tx: Tx, conversationId: number, referenceHash: string): Promise<void> {
  const replies = await listByContext(tx, conversationId, referenceHash);
  if (replies.length === 0) return;
  const candidates = await listByReference(tx, conversationId, referenceHash);
  for (const reply of replies) {
    const quoted = chooseQuoted(candidates, reply);
    if (quoted && quoted.id !== reply.quotedMessageId) await setQuotedMessage(tx, reply.id, quoted.id);
  }
}
