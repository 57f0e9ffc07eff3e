import type { Tx } from '@/lib/db/grouped-writer';
import { findMessageKeys, listByContext, listByReference, setQuotedMessage } from '@/lib/db/messages';
import { chooseQuoted } from '@/lib/messages/quoted';

/** Links a new message to the one that it quotes, and the replies that were waiting for it to it. */
export async function linkQuotes(tx: Tx, conversationId: number, messageId: number): Promise<void> {
  const message = await findMessageKeys(tx, messageId);
  if (message.contextHash !== null) {
    const candidates = await listByReference(tx, conversationId, message.contextHash);
    const quoted = chooseQuoted(candidates, message);
    if (quoted) await setQuotedMessage(tx, messageId, quoted.id);
  }
  if (message.referenceHash === null) return;
  const replies = await listByContext(tx, conversationId, message.referenceHash);
  if (replies.length === 0) return;
  const candidates = await listByReference(tx, conversationId, message.referenceHash);
  for (const reply of replies) {
    const quoted = chooseQuoted(candidates, reply);
    if (quoted && quoted.id !== reply.quotedMessageId) await setQuotedMessage(tx, reply.id, quoted.id);
  }
}
