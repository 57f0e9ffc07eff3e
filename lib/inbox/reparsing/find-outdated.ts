import { listUnread } from '@/lib/cm/list-unread';
import { listCustomersByKeys, type Customer, type KnownCustomer } from '@/lib/db/tables/customers';
import type { Reader } from '@/lib/db/engine/database';
import { listKnownErasures } from '@/lib/db/tables/erasures';
import {
  listCarried,
  type Carried,
  type Media,
  type MessageUpdate,
  type PlacedMessage,
  type ReadDelivery,
} from '@/lib/db/tables/reparsing';
import { channelKey } from '@/lib/messages/channel-key';
import { groupBy } from '@/lib/messages/group-by';
import { findNamed } from '@/lib/inbox/erasing/find-named';
import type { Projection } from '@/lib/inbox/deliveries/project-message';
import { isRedacted, problemOf, readArrivals, type Arrival, type Arrivals } from '@/lib/inbox/deliveries/read-arrivals';
import { customerKeys, erasureScopes } from '@/lib/inbox/deliveries/recognition';
import { learnOf } from '@/lib/inbox/customers/resolve-customer';

export type Outdated = {
  /** Messages of which only their own columns are to be written. */
  updates: { id: number; changes: MessageUpdate }[];
  /** Deliveries that became something else than what they would become today. */
  deliveryIds: number[];
};

/**
 * Compares what deliveries became with what they say today, without writing: mostly they agree, and a few queries answer
 * for hundreds of them.
 */
export async function findOutdated(db: Reader, deliveries: ReadDelivery[]): Promise<Outdated> {
  const carried = groupBy(
    await listCarried(
      db,
      deliveries.map(({ id }) => id),
    ),
    ({ deliveryId }) => deliveryId,
  );
  const read = deliveries
    .filter((delivery) => !isRedacted(delivery))
    .map((delivery) => ({ delivery, arrivals: readArrivals(delivery), here: carried.get(delivery.id) ?? [] }));
  const keys = read.flatMap(({ arrivals: { messages } }) => messages.flatMap(keysOf));
  const customers = new Map<string, KnownCustomer>();
  for (const known of await listCustomersByKeys(db, [...new Set(keys)])) {
    for (const key of known.keys) customers.set(key, known);
  }

  const outdated: Outdated = { updates: [], deliveryIds: [] };
  const agreeing: { deliveryId: number; scopes: string[]; updates: Outdated['updates'] }[] = [];
  for (const { delivery, arrivals, here } of read) {
    if (arrivals.problems.length > 0 && (await isAnyNamed(db, delivery))) {
      outdated.deliveryIds.push(delivery.id);
      continue;
    }
    const pairs = pairUp(delivery, arrivals, here, customers);
    if (!pairs) {
      outdated.deliveryIds.push(delivery.id);
      continue;
    }
    agreeing.push({
      deliveryId: delivery.id,
      scopes: pairs.flatMap(({ arrival: { reference, route }, known }) =>
        reference === null ? [] : erasureScopes(known.allKeys, route, reference),
      ),
      updates: pairs.flatMap(({ arrival, isFirst, message, known }) => {
        const changes = {
          ...(isFirst && messageChanges(message, arrival)),
          ...(message.customerId === null && { customerId: known.customer.id }),
        };
        return Object.keys(changes).length > 0 ? [{ id: message.id, changes }] : [];
      }),
    });
  }
  const named = await listKnownErasures(
    db,
    agreeing.flatMap(({ scopes }) => scopes),
  );
  for (const { deliveryId, scopes, updates } of agreeing) {
    if (scopes.some((scope) => named.has(scope))) outdated.deliveryIds.push(deliveryId);
    else outdated.updates.push(...updates);
  }
  return outdated;
}

async function isAnyNamed(db: Reader, { body, encoding }: ReadDelivery): Promise<boolean> {
  return (await findNamed(db, listUnread(body, encoding))).length > 0;
}

type Pair = { arrival: Arrival; message: PlacedMessage; isFirst: boolean; known: KnownCustomer };

/** The messages of a delivery with those that it became, or null when they are not where they belong or nothing else came of it. */
function pairUp(
  delivery: ReadDelivery,
  arrivals: Arrivals,
  here: Carried[],
  customers: Map<string, KnownCustomer>,
): Pair[] | null {
  // A notice that has been applied has no bytes any more, unless they wait to be passed on.
  if (arrivals.notices.length > 0 && delivery.passingOn === null) return null;
  if (problemOf(delivery, arrivals) !== delivery.reason) return null;
  const present = here.filter(({ message }) => message.erasedAt === null);
  if (present.length !== arrivals.messages.length) return null;
  const pairs: Pair[] = [];
  for (const arrival of arrivals.messages) {
    const [found, ...others] = here.filter(({ position }) => position === arrival.position);
    const [known, ...further] = new Set(keysOf(arrival).map((key) => customers.get(key)));
    if (!found || others.length > 0 || !known || further.length > 0) return null;
    const { message, isFirst } = found;
    if (message.erasedAt !== null || message.identity !== arrival.row.identity) return null;
    if (!isPlaced(message, arrival, known.customer)) return null;
    if (isFirst && learnOf(known, arrival.sender, arrival.row.sentAt) !== null) return null;
    if (isFirst && !hasItsMedia(message.media, arrival.media)) return null;
    pairs.push({ arrival, message, isFirst, known });
  }
  return pairs;
}

function isPlaced({ conversation, customerId }: PlacedMessage, { route }: Arrival, customer: Customer): boolean {
  return (
    // Messages of earlier versions did not note whose they are.
    (customerId === null || customerId === customer.id) &&
    conversation.customerId === (customer.countsAsId ?? customer.id) &&
    channelKey(conversation.channel) === channelKey(route.channel) &&
    conversation.businessNumber.number === (route.businessNumber ?? '')
  );
}

function keysOf({ sender, route }: Arrival): string[] {
  return customerKeys(sender, route);
}

function hasItsMedia(stored: Media | null, projected: Projection['media']): boolean {
  if (!stored || !projected) return stored === projected;
  return mediaChanges(stored, projected) === null;
}

/** The columns of a message that its MO would fill otherwise today, or null. */
export function messageChanges(message: PlacedMessage, { row }: Projection): MessageUpdate | null {
  const changes: MessageUpdate = {
    ...(row.kind !== message.kind && { kind: row.kind }),
    ...(row.content !== message.content && { content: row.content }),
    ...(row.text !== message.text && { text: row.text }),
    ...(row.reference !== message.reference && { reference: row.reference }),
    ...(row.referenceHash !== message.referenceHash && { referenceHash: row.referenceHash }),
    ...(row.messageContext !== message.messageContext && { messageContext: row.messageContext }),
    ...(row.contextHash !== message.contextHash && { contextHash: row.contextHash, quotedMessageId: null }),
    ...(row.contextSent !== message.contextSent && { contextSent: row.contextSent }),
    ...(row.searchText !== message.searchText && { searchText: row.searchText }),
    ...(row.sample !== message.sample && { sample: row.sample }),
    ...(!isSame(row.sentAt, message.sentAt) && { sentAt: row.sentAt }),
    ...(!isSame(row.metaReceivedAt, message.metaReceivedAt) && { metaReceivedAt: row.metaReceivedAt }),
    ...(!isSame(row.receivedAt, message.receivedAt) && { receivedAt: row.receivedAt }),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

type MediaChanges = Partial<NonNullable<Projection['media']>>;

/** What a file's row would say otherwise today, or null. What became of the file is not undone. */
export function mediaChanges(stored: Media, projected: NonNullable<Projection['media']>): MediaChanges | null {
  if (stored.state === 'erasing') return null;
  const { url, host, mediaType, contentType, title, state } = projected;
  const isAnother = stored.state !== 'deleted' && url !== stored.url;
  const isAllowedNow = stored.state === 'blocked' && state === 'pending';
  const changes: MediaChanges = {
    ...(mediaType !== stored.mediaType && { mediaType }),
    ...(contentType !== stored.contentType && { contentType }),
    ...(title !== stored.title && { title }),
    ...(isAnother && { url, host, state }),
    ...(isAllowedNow && { state }),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

function isSame(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}
