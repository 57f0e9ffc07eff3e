import { findConversationByKey, refreshConversation } from '@/lib/db/tables/conversations';
import { findBusinessNumber, listCustomersByKeys } from '@/lib/db/tables/customers';
import { insertErasures } from '@/lib/db/tables/erasures';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { listByReference } from '@/lib/db/tables/messages';
import { recordAudit } from '@/lib/db/tables/audit';
import type { Route } from '@/lib/readers/read-route';
import type { Sender } from '@/lib/readers/read-sender';
import { eraseInTransaction } from './erase-in-transaction';
import { customerKeys, erasureScopes, referenceHash } from '@/lib/inbox/deliveries/recognition';

type Notice = { route: Route; sender: Sender; reference: string };

/**
 * Erases what a customer deleted: the messages with exactly this reference in the sender's own conversation, and, for
 * ever, those that arrive later. Gives the names of copies in the store that must go with them.
 * (CM.com, WhatsApp deleted message: "you should ensure that the message is removed from your system".)
 */
export async function applyNotice(tx: Tx, { route, sender, reference }: Notice, now: Date): Promise<string[]> {
  const ownKeys = customerKeys(sender, route);
  const known = await listCustomersByKeys(tx, ownKeys);
  const keys = new Set([...ownKeys, ...known.flatMap(({ allKeys }) => allKeys)]);
  await insertErasures(tx, erasureScopes([...keys], route, reference), now);

  const businessNumber = await findBusinessNumber(tx, route.businessNumber ?? '');
  if (!businessNumber) return [];
  const files: string[] = [];
  for (const customerId of new Set(known.map(({ customer }) => customer.countsAsId ?? customer.id))) {
    const key = { channel: route.channel, businessNumberId: businessNumber.id, customerId };
    const conversation = await findConversationByKey(tx, key);
    if (conversation) files.push(...(await eraseByReference(tx, conversation.id, reference, now)));
  }
  return files;
}

async function eraseByReference(tx: Tx, conversationId: number, reference: string, now: Date): Promise<string[]> {
  const messages = await listByReference(tx, conversationId, referenceHash(reference));
  const present = messages.filter((message) => message.erasedAt === null);
  const files: string[] = [];
  for (const message of present) files.push(...(await eraseInTransaction(tx, conversationId, message.id, now)));
  if (present.length > 0) {
    await refreshConversation(tx, conversationId);
    await recordAudit(tx, null, {
      at: now,
      action: 'message.erased-by-customer',
      subject: `conversation ${conversationId.toString()}`,
      outcome: `${present.length.toString()} messages`,
    });
  }
  return files;
}
