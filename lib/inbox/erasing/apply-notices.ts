import { listConversationsOf } from '@/lib/db/tables/conversations';
import { findBusinessNumbers, listCustomersByKeys, type KnownCustomer } from '@/lib/db/tables/customers';
import { insertErasures } from '@/lib/db/tables/erasures';
import { foldTombstones } from '@/lib/db/tables/fold-tombstones';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inBatches } from '@/lib/db/engine/in-batches';
import { listReferencedBy } from '@/lib/db/tables/messages';
import { recordAudit } from '@/lib/db/tables/audit';
import { channelKey } from '@/lib/messages/channel-key';
import { groupBy } from '@/lib/messages/group-by';
import type { Route } from '@/lib/readers/read-route';
import type { Sender } from '@/lib/readers/read-sender';
import { customerKeys, erasuresOf, referenceHash } from '@/lib/inbox/deliveries/recognition';
import { eraseInTransaction } from './erase-in-transaction';

type Notice = { route: Route; sender: Sender; reference: string };
type Named = { id: number; conversationId: number; erasedAt: Date | null };

/** Prisma splits one long list of a condition, not two. */
const AT_ONCE = 400;

/**
 * Erases what customers deleted: the messages with exactly these references in the senders' own conversations, and, for
 * ever, those that arrive later. Gives the names of copies in the store that must go with them.
 * (CM.com, WhatsApp deleted message: "you should ensure that the message is removed from your system".)
 */
export async function applyNotices(tx: Tx, notices: Notice[], now: Date): Promise<string[]> {
  if (notices.length === 0) return [];
  const knownBy = await customersByKey(
    tx,
    notices.flatMap(({ sender, route }) => customerKeys(sender, route)),
  );
  const named = notices.map((notice) => {
    const ownKeys = customerKeys(notice.sender, notice.route);
    const known = [...new Set(ownKeys.flatMap((key) => knownBy.get(key) ?? []))];
    return { ...notice, keys: new Set([...ownKeys, ...known.flatMap(({ allKeys }) => allKeys)]), known };
  });
  await insertErasures(
    tx,
    named.flatMap(({ keys, route, reference }) => erasuresOf([...keys], route, reference)),
    now,
  );
  const found = await findNamed(tx, named);
  const present = found.filter(({ erasedAt }) => erasedAt === null);
  const files = await eraseInTransaction(tx, present, now);
  await foldTombstones(
    tx,
    found.map(({ id }) => id),
    now,
  );
  for (const [conversationId, messages] of groupBy(present, (message) => message.conversationId)) {
    await recordAudit(tx, null, {
      at: now,
      action: 'message.erased-by-customer',
      subject: `conversation ${conversationId.toString()}`,
      outcome: `${messages.length.toString()} messages`,
    });
  }
  return files;
}

async function customersByKey(tx: Tx, keys: string[]): Promise<Map<string, KnownCustomer>> {
  const byKey = new Map<string, KnownCustomer>();
  for (const known of await listCustomersByKeys(tx, [...new Set(keys)]))
    for (const key of known.keys) byKey.set(key, known);
  return byKey;
}

/** The messages that notices name, in the conversations of their senders alone. */
async function findNamed(tx: Tx, notices: (Notice & { known: KnownCustomer[] })[]): Promise<Named[]> {
  const businessNumbers = await findBusinessNumbers(tx, [
    ...new Set(notices.map(({ route }) => route.businessNumber ?? '')),
  ]);
  const customerIds = new Set(notices.flatMap(({ known }) => known.map(countsAs)));
  const conversations = groupBy(await listConversationsOf(tx, [...customerIds]), (conversation) =>
    placeOf(conversation.channel, conversation.businessNumberId, conversation.customerId),
  );
  const wanted = new Map<string, { conversationId: number; hash: string }>();
  for (const { route, known, reference } of notices) {
    const businessNumberId = businessNumbers.get(route.businessNumber ?? '');
    const hash = referenceHash(reference);
    for (const customer of known)
      for (const { id } of conversations.get(placeOf(route.channel, businessNumberId, countsAs(customer))) ?? [])
        wanted.set(`${id.toString()} ${hash}`, { conversationId: id, hash });
  }
  const found: Named[] = [];
  for (const batch of inBatches([...wanted.values()], AT_ONCE)) {
    const messages = await listReferencedBy(
      tx,
      [...new Set(batch.map(({ conversationId }) => conversationId))],
      [...new Set(batch.map(({ hash }) => hash))],
    );
    for (const { referenceHash: hash, ...message } of messages)
      if (wanted.has(`${message.conversationId.toString()} ${hash ?? ''}`)) found.push(message);
  }
  // Two batches may find the same message: each asks for all pairs of its conversations and references.
  return [...new Map(found.map((message) => [message.id, message])).values()];
}

function countsAs({ customer }: KnownCustomer): number {
  return customer.countsAsId ?? customer.id;
}

function placeOf(channel: string, businessNumberId: number | undefined, customerId: number): string {
  return JSON.stringify([channelKey(channel), businessNumberId, customerId]);
}
