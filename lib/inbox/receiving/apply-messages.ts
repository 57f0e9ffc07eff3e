import { recordMessages } from '@/lib/db/tables/changes';
import {
  createConversations,
  listConversationsOf,
  noteArrivals,
  setChannel,
  type Conversation,
  type ConversationKey,
  type NewConversation,
} from '@/lib/db/tables/conversations';
import {
  createCustomers,
  findOrCreateBusinessNumbers,
  listCustomersByKeys,
  updateCustomers,
  type KnownCustomer,
  type NewCustomer,
} from '@/lib/db/tables/customers';
import { insertSource, insertSources } from '@/lib/db/tables/deliveries';
import { foldTombstones, listTombstones, tombstonePlace } from '@/lib/db/tables/fold-tombstones';
import { listKnownErasures } from '@/lib/db/tables/erasures';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { insertMedia } from '@/lib/db/tables/media';
import { deletesOnNotice } from '@/lib/db/tables/settings';
import { findMessagesByIdentities, insertMessages } from '@/lib/db/tables/messages';
import { channelKey } from '@/lib/messages/channel-key';
import { groupBy } from '@/lib/messages/group-by';
import type { Applied } from '@/lib/inbox/erasing/applied';
import { erasePending } from '@/lib/inbox/erasing/erase-pending';
import { joinConversations } from '@/lib/inbox/customers/join-conversations';
import { linkQuotes } from '@/lib/db/tables/link-quotes';
import { withoutContent } from '@/lib/inbox/deliveries/project-message';
import type { Arrival } from '@/lib/inbox/deliveries/read-arrivals';
import { customerKeys, erasureScopes } from '@/lib/inbox/deliveries/recognition';
import { redactSources, type SourcePlace } from '@/lib/inbox/deliveries/redact-sources';
import { learnOf, resolveCustomer } from '@/lib/inbox/customers/resolve-customer';

/** A message whose customer is known by everything that it says of its sender. */
type Known = { arrival: Arrival; known: KnownCustomer };
type Placed = Known & {
  conversation: Conversation;
  erased: boolean;
  /** There is a tombstone already of an earlier copy of the message. */
  late: boolean;
};

/**
 * Writes messages into their conversations, unless they are there; as tombstones when their deletion notices have been
 * here. Many at once, for a query costs far more than a row that it writes.
 */
export async function applyMessages(tx: Tx, arrivals: Arrival[], now: Date): Promise<Applied> {
  if (arrivals.length === 0) return { erased: false, files: [] };
  const identities = arrivals.map(({ row }) => row.identity);
  const messages = await findMessagesByIdentities(tx, identities);
  const fresh = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const { identity } = arrival.row;
    if (!messages.has(identity) && !fresh.has(identity)) fresh.set(identity, arrival);
  }

  const applied: Applied = { erased: false, files: [] };
  const waiting = [...fresh.values()];
  const lateIds: number[] = [];
  let isResolved = false;
  while (waiting.length > 0) {
    const known = await takeKnown(tx, waiting);
    for (const [identity, { late, ...message }] of await insertKnown(tx, known, now)) {
      messages.set(identity, message);
      if (late) lateIds.push(message.id);
    }
    // What stopped the others says something new of who is who. Once that is written, it is known as well.
    const [next] = waiting;
    if (!next) break;
    const customer = await resolveCustomer(tx, keysOf(next), next.sender, now);
    isResolved = true;
    // A notice may have named the customer by a key that only this message brings.
    const { erased, files } = await erasePending(tx, customer, now);
    applied.erased ||= erased;
    applied.files.push(...files);
  }

  // What was erased on the way is erased in its other copies too, which come only now.
  const written = isResolved ? await findMessagesByIdentities(tx, identities) : messages;
  const erased: SourcePlace[] = [];
  for (const arrival of arrivals) {
    const { deliveryId, position, row } = arrival;
    const message = written.get(row.identity);
    if (message && fresh.get(row.identity) !== arrival)
      await insertSource(tx, { messageId: message.id, deliveryId, position });
    // One that is not there any more has become part of another tombstone.
    if (message?.erasedAt !== null) erased.push({ deliveryId, position });
  }
  await redactSources(tx, erased);
  applied.erased ||= erased.length > 0;
  await foldTombstones(tx, lateIds, now);
  return applied;
}

/** Takes messages away from the front until one brings a further key of a customer, or says that two are the same person. */
async function takeKnown(tx: Tx, waiting: Arrival[]): Promise<Known[]> {
  const byKey = new Map<string, KnownCustomer | NewCustomer>();
  const learn = (customer: KnownCustomer | NewCustomer) => {
    for (const key of customer.keys) byKey.set(key, customer);
  };
  for (const known of await listCustomersByKeys(tx, [...new Set(waiting.flatMap(keysOf))])) learn(known);

  const taken: { arrival: Arrival; customer: KnownCustomer | NewCustomer }[] = [];
  for (const arrival of waiting) {
    const keys = keysOf(arrival);
    const { number, userId } = arrival.sender;
    const found = new Set(keys.map((key) => byKey.get(key)));
    if (found.size > 1) break;
    const [known] = found;
    const customer = known ?? { keys, number, identified: number !== null || userId !== null };
    learn(customer);
    taken.push({ arrival, customer });
  }
  waiting.splice(0, taken.length);

  const unknown = [...new Set(taken.flatMap(({ customer }) => ('customer' in customer ? [] : customer)))];
  const created = await createCustomers(tx, unknown);
  const createdAs = new Map(unknown.map((customer, index) => [customer, created[index]]));
  return taken.flatMap(({ arrival, customer }) => {
    const known = 'customer' in customer ? customer : createdAs.get(customer);
    return known ? { arrival, known } : [];
  });
}

async function insertKnown(tx: Tx, messages: Known[], now: Date) {
  const placed = await markLate(tx, await markErased(tx, await place(tx, messages, now)));
  const rows = placed.map(({ arrival, known, conversation, erased }) => ({
    conversationId: conversation.id,
    customerId: known.customer.id,
    ...(erased ? withoutContent(arrival.row, now) : arrival.row),
  }));
  const ids = await insertMessages(tx, rows);
  const inserted = placed.map((message, index) => ({
    ...message,
    row: rows[index] ?? message.arrival.row,
    id: ids.get(message.arrival.row.identity) ?? 0,
  }));

  await insertSources(
    tx,
    inserted.map(({ id, arrival: { deliveryId, position } }) => ({ messageId: id, deliveryId, position })),
  );
  const erasesAtSource = inserted.some(({ erased, arrival }) => erased && arrival.media) && (await deletesOnNotice(tx));
  await insertMedia(
    tx,
    inserted.flatMap(({ id, erased, late, arrival: { media } }) => {
      if (!media || late) return [];
      if (!erased) return [{ ...media, messageId: id, nextAttemptAt: now }];
      // Deleted before it came: nothing of it is kept, and its file at CM.com follows.
      const follows = media.state === 'pending' && erasesAtSource;
      return follows
        ? [{ ...media, messageId: id, nextAttemptAt: now, state: 'erasing' as const, title: null, contentType: null }]
        : [];
    }),
  );
  await learn(tx, inserted);
  const conversations = groupBy(inserted, ({ conversation }) => conversation);
  await linkQuotes(
    tx,
    inserted.flatMap(({ conversation: { id: conversationId }, row: { referenceHash, contextHash } }) =>
      [referenceHash, contextHash].flatMap((hash) => (hash === null ? [] : { conversationId, hash })),
    ),
  );
  await noteArrivals(tx, new Map([...conversations].map(([key, those]) => [key, those.map(({ row }) => row)])));
  await recordMessages(
    tx,
    'message',
    inserted.map(({ id, conversation }) => ({ id, conversationId: conversation.id })),
    now,
  );
  return inserted.map(({ id, row, late }) => [row.identity, { id, erasedAt: row.erasedAt, late }] as const);
}

/** What the messages tell of their senders, in their order. */
async function learn(tx: Tx, messages: (Known & { id: number })[]): Promise<void> {
  const changed = new Map<KnownCustomer, { nameFrom: number | null; numberFrom: number | null }>();
  for (const { id, arrival, known } of messages) {
    const before = known.customer;
    const learned = learnOf(known, arrival.sender, arrival.row.sentAt);
    if (!learned) continue;
    known.customer = { ...before, ...learned };
    const told = changed.get(known) ?? { nameFrom: null, numberFrom: null };
    changed.set(known, {
      nameFrom: learned.nameSentAt === before.nameSentAt ? told.nameFrom : id,
      numberFrom: learned.numberSentAt === before.numberSentAt ? told.numberFrom : id,
    });
  }
  await updateCustomers(
    tx,
    [...changed].map(([{ customer }, told]) => ({ ...customer, ...told })),
  );
}

async function place(tx: Tx, messages: Known[], now: Date): Promise<Omit<Placed, 'erased' | 'late'>[]> {
  const customerIds = [...new Set(messages.map(({ known }) => countsAs(known)))];
  const conversations = await listByPlace(tx, customerIds, now);
  const businessNumbers = await findOrCreateBusinessNumbers(
    tx,
    messages.map(({ arrival }) => arrival.route.businessNumber ?? ''),
  );
  const begun = new Map<string, NewConversation>();
  const wanted: (Known & { place: string })[] = [];
  for (const { arrival, known } of messages) {
    const { route, row } = arrival;
    const businessNumberId = businessNumbers.get(route.businessNumber ?? '') ?? 0;
    const key = { channel: route.channel, businessNumberId, customerId: countsAs(known) };
    const place = placeOf(key);
    if (!conversations.has(place) && !begun.has(place))
      begun.set(place, { ...key, ownerId: known.customer.id, lastMessageAt: row.sentAt, sample: route.sample });
    const shown = conversations.get(place) ?? begun.get(place);
    if (shown && route.channel < shown.channel) {
      shown.channel = route.channel;
      if ('id' in shown) await setChannel(tx, shown.id, shown.channel);
    }
    wanted.push({ arrival, known, place });
  }
  for (const conversation of await createConversations(tx, [...begun.values()]))
    conversations.set(placeOf(conversation), conversation);
  return wanted.flatMap(({ arrival, known, place }) => {
    const conversation = conversations.get(place);
    return conversation ? { arrival, known, conversation } : [];
  });
}

/** The conversations of some customers by their places. Those that earlier versions began for spellings of one channel become one. */
async function listByPlace(tx: Tx, customerIds: number[], now: Date): Promise<Map<string, Conversation>> {
  const conversations = new Map<string, Conversation>();
  let isJoined = false;
  for (const conversation of await listConversationsOf(tx, customerIds)) {
    const earlier = conversations.get(placeOf(conversation));
    if (earlier) await joinConversations(tx, conversation.id, earlier.id, now);
    else conversations.set(placeOf(conversation), conversation);
    isJoined ||= earlier !== undefined;
  }
  return isJoined ? listByPlace(tx, customerIds, now) : conversations;
}

function placeOf({ channel, businessNumberId, customerId }: ConversationKey): string {
  return JSON.stringify([channelKey(channel), businessNumberId, customerId]);
}

async function markErased(tx: Tx, messages: Omit<Placed, 'erased' | 'late'>[]): Promise<Omit<Placed, 'late'>[]> {
  const scopes = messages.map(({ arrival: { reference, route }, known }) =>
    reference === null ? [] : erasureScopes(known.allKeys, route, reference),
  );
  const named = await listKnownErasures(tx, scopes.flat());
  return messages.map((message, index) => ({
    ...message,
    erased: scopes[index]?.some((scope) => named.has(scope)) ?? false,
  }));
}

/** A message that CM.com sends once more in another body, after its customer deleted it, is no further message. */
async function markLate(tx: Tx, messages: Omit<Placed, 'late'>[]): Promise<Placed[]> {
  const placesOf = ({ conversation, known, arrival }: Omit<Placed, 'late'>) => ({
    conversationId: conversation.id,
    customerId: known.customer.id,
    referenceHash: arrival.row.referenceHash,
  });
  const erased = messages.filter((message) => message.erased).map(placesOf);
  const here = new Set((await listTombstones(tx, erased)).map(tombstonePlace));
  return messages.map((message) => {
    const place = tombstonePlace(placesOf(message));
    const late = message.erased && here.has(place);
    if (message.erased) here.add(place);
    return { ...message, late };
  });
}

function countsAs({ customer }: KnownCustomer): number {
  return customer.countsAsId ?? customer.id;
}

function keysOf({ sender, route }: Arrival): string[] {
  return customerKeys(sender, route);
}
