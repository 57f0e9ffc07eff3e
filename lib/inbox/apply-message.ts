import type { JsonObject } from '@/lib/cm/json';
import { readInstants } from '@/lib/cm/instants';
import type { Mo } from '@/lib/cm/mo';
import { recordChange } from '@/lib/db/changes';
import { findOrCreateConversation, noteArrival } from '@/lib/db/conversations';
import {
  addCustomerKeys,
  createCustomer,
  findOrCreateBusinessNumber,
  listCustomersByKeys,
  updateCustomer,
  type Customer,
  type KnownCustomer,
} from '@/lib/db/customers';
import { insertSource } from '@/lib/db/deliveries';
import { isErasureKnown } from '@/lib/db/erasures';
import type { Tx } from '@/lib/db/grouped-writer';
import { insertMedia } from '@/lib/db/media';
import { findMessageByIdentity, insertMessage } from '@/lib/db/messages';
import { mediaAddress, mediaHost } from '@/lib/media/media-address';
import { foldText } from '@/lib/messages/fold-text';
import type { MediaContent } from '@/lib/messages/kinds/media';
import { searchTextOf } from '@/lib/messages/search-text-of';
import type { Reading } from '@/lib/readers/read-mo';
import type { Route } from '@/lib/readers/read-route';
import type { Sender } from '@/lib/readers/read-sender';
import type { MediaReading } from '@/lib/readers/reading';
import { mediaOf, toContent } from '@/lib/readers/to-content';
import type { Applied } from './applied';
import { erasePending } from './erase-pending';
import { joinCustomers } from './join-customers';
import { linkQuotes } from './link-quotes';
import { customerKeys, erasureScopes, identityOf, referenceHash } from './recognition';
import { redactSource } from './redact-source';

type Arrival = {
  reading: Extract<Reading, { what: 'message' }>;
  mo: Mo;
  raw: JsonObject;
  route: Route;
  sender: Sender;
  position: number;
  delivery: { id: number; receivedAt: Date };
};

const NOTHING_ERASED: Applied = { erased: false, files: [] };

/** Writes a message into its conversation, unless it is there; as a tombstone when its deletion notice has been here. */
export async function applyMessage(tx: Tx, arrival: Arrival, now: Date): Promise<Applied> {
  const { route, sender, reading, delivery, position } = arrival;
  const identity = identityOf(arrival.raw, route);
  const before = await findMessageByIdentity(tx, identity);
  if (before) {
    await insertSource(tx, { messageId: before.id, deliveryId: delivery.id, position });
    if (before.erasedAt === null) return NOTHING_ERASED;
    await redactSource(tx, delivery.id, position);
    return { erased: true, files: [] };
  }

  const { sentAt, metaReceivedAt } = readInstants(arrival.mo, delivery.receivedAt);
  const { knownByMore, ...known } = await resolveCustomer(tx, sender, route, sentAt, now);
  const businessNumber = await findOrCreateBusinessNumber(tx, route.businessNumber ?? '');
  const conversation = await findOrCreateConversation(
    tx,
    { channel: route.channel, businessNumberId: businessNumber.id, customerId: known.customer.id },
    { lastMessageAt: sentAt, sample: route.sample },
  );
  const erased =
    reading.reference !== null && (await isErasureKnown(tx, erasureScopes(known.keys, route, reading.reference)));

  const message = {
    conversationId: conversation.id,
    identity,
    direction: 'MO',
    kind: reading.kind,
    referenceHash: reading.reference === null ? null : referenceHash(reading.reference),
    contextHash: null,
    sentAt,
    metaReceivedAt,
    receivedAt: delivery.receivedAt,
    sample: route.sample,
    ...(erased ? { erasedAt: now } : contentColumns(reading)),
  };
  const messageId = await insertMessage(tx, message);
  await insertSource(tx, { messageId, deliveryId: delivery.id, position });
  const media = mediaOf(reading);
  if (media && !erased) await addMedia(tx, messageId, media, now);
  await linkQuotes(tx, conversation.id, { ...message, id: messageId });
  await noteArrival(tx, conversation, { ...message, id: messageId });
  await recordChange(tx, 'message', { conversationId: conversation.id, messageId }, now);
  if (erased) await redactSource(tx, delivery.id, position);
  // A notice may have named the customer by a key that only this message brings.
  const files = knownByMore ? await erasePending(tx, known, now) : [];
  return { erased: erased || knownByMore, files };
}

function contentColumns(reading: Arrival['reading']) {
  const said = toContent(reading, placeholder);
  return {
    content: JSON.stringify(said.content),
    text: reading.text,
    reference: reading.reference,
    messageContext: reading.messageContext,
    contextHash: reading.messageContext === null ? null : referenceHash(reading.messageContext),
    searchText: searchTextOf({ ...said, text: reading.text })
      .map(foldText)
      .join('\n'),
  };
}

/** Stored beside the message; id and state come from the file's own row whenever the message is read. */
function placeholder({ mediaType, contentType, title }: MediaReading): MediaContent {
  return { mediaId: '', mediaType, contentType, title, state: 'pending', deletedAt: null };
}

async function addMedia(tx: Tx, messageId: number, media: MediaReading, now: Date): Promise<void> {
  const { url, mediaType, contentType, title } = media;
  await insertMedia(tx, {
    messageId,
    url,
    host: url === null ? null : mediaHost(url),
    mediaType,
    contentType,
    title,
    state: url === null ? 'unavailable' : mediaAddress(url) ? 'pending' : 'blocked',
    nextAttemptAt: now,
  });
}

async function resolveCustomer(
  tx: Tx,
  sender: Sender,
  route: Route,
  sentAt: Date,
  now: Date,
): Promise<KnownCustomer & { knownByMore: boolean }> {
  const keys = customerKeys(sender, route);
  const [first, ...others] = await listCustomersByKeys(tx, keys);
  const identified = sender.number !== null || sender.userId !== null;
  let known = first ?? (await createCustomer(tx, keys, { number: sender.number, identified }));
  // One MO that carries a number and a user id says that both are the same person.
  for (const other of others) known = await joinCustomers(tx, known, other, now);
  const newKeys = keys.filter((key) => !known.keys.includes(key));
  await addCustomerKeys(tx, known.customer.id, newKeys);
  await learn(tx, known.customer, sender, sentAt);
  const knownByMore = first !== undefined && (others.length > 0 || newKeys.length > 0);
  return { customer: known.customer, keys: [...known.keys, ...newKeys], knownByMore };
}

async function learn(tx: Tx, customer: Customer, sender: Sender, sentAt: Date): Promise<void> {
  const number = customer.number ?? sender.number;
  const name = newerName(customer, sender.name, sentAt);
  const searchText = [foldText(name ?? customer.name ?? ''), (number ?? '').replace(/\D/g, '')].join('\n');
  if (name === undefined && number === customer.number && searchText === customer.searchText) return;
  await updateCustomer(tx, customer.id, {
    number,
    searchText,
    ...(name !== undefined && { name, nameSentAt: sentAt }),
  });
}

/** The name sent last wins; of two in one second the greater, so that the order of arrival decides nothing. */
function newerName(customer: Customer, name: string | null, sentAt: Date): string | undefined {
  if (name === null || name === customer.name) {
    return name !== null && customer.nameSentAt !== null && sentAt > customer.nameSentAt ? name : undefined;
  }
  if (customer.nameSentAt === null || sentAt > customer.nameSentAt) return name;
  const sameSecond = sentAt.getTime() === customer.nameSentAt.getTime();
  return sameSecond && name > (customer.name ?? '') ? name : undefined;
}
