import { createConversation, findConversationByKey } from '@/lib/db/tables/conversations';
import { mergeConversation, passOwnership } from '@/lib/db/tables/merge-conversations';
import { findOrCreateBusinessNumber, updateCustomers, type KnownCustomer } from '@/lib/db/tables/customers';
import { findDelivery, insertSource } from '@/lib/db/tables/deliveries';
import { listKnownErasures } from '@/lib/db/tables/erasures';
import { foldTombstones } from '@/lib/db/tables/fold-tombstones';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { insertMedia, removeMedia } from '@/lib/db/tables/media';
import { waitsToBePassedOn } from '@/lib/db/tables/passing-on';
import {
  findMediaOf,
  findPlace,
  findPlacedMessage,
  isEmpty,
  isFirstSource,
  listCarried,
  mergeMessage,
  moveMessage,
  removeConversation,
  removeIdleCustomer,
  removeMessage,
  removeSource,
  setCustomer,
  setIdentity,
  setProblem,
  updateMedia,
  updateMessage,
  type Carried,
  type PlacedMessage,
} from '@/lib/db/tables/reparsing';
import type { Applied } from '@/lib/inbox/erasing/applied';
import { applyMessages } from '@/lib/inbox/receiving/apply-messages';
import { applyNotices } from '@/lib/inbox/erasing/apply-notices';
import { emptyProblems } from '@/lib/inbox/erasing/empty-problems';
import { emptyUnread } from '@/lib/inbox/erasing/empty-unread';
import { eraseInTransaction } from '@/lib/inbox/erasing/erase-in-transaction';
import { erasePending } from '@/lib/inbox/erasing/erase-pending';
import { mediaChanges, messageChanges } from './find-outdated';
import { isRedacted, problemOf, readArrivals, type Arrival } from '@/lib/inbox/deliveries/read-arrivals';
import { customerKeys, erasureScopes } from '@/lib/inbox/deliveries/recognition';
import { redactSources } from '@/lib/inbox/deliveries/redact-sources';
import { learnOf, resolveCustomer } from '@/lib/inbox/customers/resolve-customer';

/**
 * Reads one delivery again and makes what it once became into what it becomes today, in place: a message keeps its id.
 * Conversations' quotes, previews and order are left to `reparse`, which goes through them at the end.
 */
export async function reparseDelivery(tx: Tx, deliveryId: number, now: Date): Promise<Applied> {
  const applied: Applied = { erased: false, files: [] };
  const delivery = await findDelivery(tx, deliveryId);
  if (!delivery || delivery.state === 'received' || isRedacted(delivery)) return applied;
  const arrivals = readArrivals(delivery);
  const carried = await listCarried(tx, [deliveryId]);
  const note = ({ erased, files }: Applied) => {
    applied.erased ||= erased;
    applied.files.push(...files);
  };

  const messagesAt = new Set(arrivals.messages.map(({ position }) => position));
  for (const each of carried) {
    if (!messagesAt.has(each.position) && each.message.erasedAt === null)
      applied.files.push(...(await withdraw(tx, each)));
  }
  if (arrivals.notices.length > 0) {
    note({ erased: true, files: await applyNotices(tx, arrivals.notices, now) });
    if (!(await waitsToBePassedOn(tx, deliveryId))) await redactSources(tx, arrivals.notices);
  }
  const named = arrivals.notices.map(({ reference }) => reference);
  await emptyProblems(tx, named, now);
  for (const arrival of arrivals.messages) {
    const here = carried.filter(({ position }) => position === arrival.position);
    note(await reparseMessage(tx, arrival, here, now));
  }
  // Its bytes may be fewer by now.
  const left = arrivals.problems.length === 0 ? null : await findDelivery(tx, deliveryId);
  const emptied = left && (await emptyUnread(tx, [left])).get(deliveryId);
  applied.erased ||= emptied !== undefined && emptied !== null;
  const problem = emptied ?? problemOf(delivery, arrivals);
  if (problem !== delivery.reason) await setProblem(tx, deliveryId, problem);
  return applied;
}

async function reparseMessage(tx: Tx, arrival: Arrival, here: Carried[], now: Date): Promise<Applied> {
  const { deliveryId, position, row } = arrival;
  const candidates = new Map<number, PlacedMessage>();
  const known = await findPlacedMessage(tx, row.identity);
  if (known) candidates.set(known.id, known);
  for (const each of here) {
    // Two MOs that were taken for one: this one leaves the message to the delivery that was first.
    if (each.message.identity !== row.identity && !each.isFirst) await withdraw(tx, each);
    else candidates.set(each.message.id, each.message);
  }
  const [kept, ...doubles] = [...candidates.values()].sort((one, other) => one.id - other.id);
  if (!kept) return applyMessages(tx, [arrival], now);

  const applied: Applied = { erased: false, files: [] };
  for (const double of doubles) applied.files.push(...(await mergeMessage(tx, double, kept)));
  await setIdentity(tx, kept.id, row.identity);
  const source = { messageId: kept.id, deliveryId, position };
  await insertSource(tx, source);

  const { known: sender, conversationId, isNamed, files } = await settleSender(tx, arrival, kept.id, now);
  applied.files.push(...files);
  if (isNamed || [kept, ...doubles].some(({ erasedAt }) => erasedAt !== null)) {
    if (kept.erasedAt === null)
      applied.files.push(...(await eraseInTransaction(tx, [{ id: kept.id, conversationId }], now)));
    await foldTombstones(tx, [kept.id], now);
    await redactSources(tx, [{ deliveryId, position }]);
    return { ...applied, erased: true };
  }
  // Of several deliveries of one message the first one tells when it came.
  if (!(await isFirstSource(tx, source))) return applied;
  const changes = messageChanges(kept, arrival);
  if (changes) await updateMessage(tx, kept.id, changes);
  await learn(tx, sender, arrival, kept.id);
  applied.files.push(...(await settleMedia(tx, arrival, kept.id, now)));
  return applied;
}

/** Puts a message where its sender's belong today. Gives where that is, and whether a deletion notice has named it. */
async function settleSender(tx: Tx, { sender, route, reference, row }: Arrival, messageId: number, now: Date) {
  const known = await resolveCustomer(tx, customerKeys(sender, route), sender, now);
  const files = known.knownByMore ? (await erasePending(tx, known, now)).files : [];
  const { customer } = known;
  const businessNumber = await findOrCreateBusinessNumber(tx, route.businessNumber ?? '');
  const key = {
    channel: route.channel,
    businessNumberId: businessNumber.id,
    customerId: customer.countsAsId ?? customer.id,
  };
  const into =
    (await findConversationByKey(tx, key)) ??
    (await createConversation(tx, {
      ...key,
      ownerId: customer.id,
      lastMessageAt: row.sentAt,
      sample: route.sample,
    }));
  const before = await findPlace(tx, messageId);
  await setCustomer(tx, messageId, customer.id);
  if (before.conversationId !== into.id) {
    await moveMessage(tx, { id: messageId, conversationId: before.conversationId }, into);
    if (await isEmpty(tx, before.conversationId)) await mergeConversation(tx, before.conversationId, into.id);
  }
  if (before.customerId !== null && before.customerId !== customer.id) {
    if (await removeIdleCustomer(tx, before.customerId)) await passOwnership(tx, before.customerId, customer.id);
  }
  const scopes = reference === null ? [] : erasureScopes(known.allKeys, route, reference);
  const isNamed = (await listKnownErasures(tx, scopes)).size > 0;
  return { known, conversationId: into.id, isNamed, files };
}

/** What a message tells of its sender; it must stand as it is today, for what it tells is as old as it is. */
async function learn(tx: Tx, known: KnownCustomer, { sender, row }: Arrival, messageId: number): Promise<void> {
  const { customer } = known;
  const learned = learnOf(known, sender, row.sentAt);
  if (!learned) return;
  const nameFrom = learned.nameSentAt === customer.nameSentAt ? null : messageId;
  const numberFrom = learned.numberSentAt === customer.numberSentAt ? null : messageId;
  await updateCustomers(tx, [{ ...customer, ...learned, nameFrom, numberFrom }]);
}

async function settleMedia(tx: Tx, { media }: Arrival, messageId: number, now: Date): Promise<string[]> {
  const stored = await findMediaOf(tx, messageId);
  if (!stored) {
    if (media) await insertMedia(tx, [{ ...media, messageId, nextAttemptAt: now }]);
    return [];
  }
  if (!media) {
    await removeMedia(tx, stored.id);
    return stored.fileName === null ? [] : [stored.fileName];
  }
  const changes = mediaChanges(stored, media);
  if (!changes) return [];
  const isAnother = changes.url !== undefined && stored.fileName !== null;
  const copy = changes.url === undefined ? {} : { fileName: null, sha256: null, size: null, storedType: null };
  const turn = changes.state === 'pending' ? { attempts: 0, nextAttemptAt: now } : {};
  await updateMedia(tx, stored.id, { ...changes, ...copy, ...turn });
  return isAnother ? [stored.fileName ?? ''] : [];
}

/** Takes away what a delivery is no message of any more; the message itself goes with its last delivery. */
async function withdraw(tx: Tx, { deliveryId, position, message }: Carried): Promise<string[]> {
  if (await removeSource(tx, { messageId: message.id, deliveryId, position })) return [];
  const file = await removeMessage(tx, message.id);
  if (await isEmpty(tx, message.conversationId)) await removeConversation(tx, message.conversationId);
  if (message.customerId !== null) await removeIdleCustomer(tx, message.customerId);
  return file === null ? [] : [file];
}
