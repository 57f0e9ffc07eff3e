import { openBulkLoader, type LoadedRow } from '@/lib/db/engine/bulk-load';
import type { Customer } from '@/lib/db/tables/customers';
import { generateDeliveries } from '@/lib/samples/generate-deliveries';
import { readArrivals, type Arrival, type Notice } from '@/lib/inbox/deliveries/read-arrivals';
import { customerKeys, deliveryDigest, erasuresOf, referenceHash } from '@/lib/inbox/deliveries/recognition';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';
import { learnOf } from '@/lib/inbox/customers/resolve-customer';

type Wanted = {
  messages: number;
  seed: number;
  /** How many customers write. */
  customers: number;
  /** How many of a hundred messages the first customer writes. */
  busiest: number;
};

const AT_ONCE = 2000;
const TOMBSTONE = {
  ...{ content: null, text: null, reference: null, messageContext: null, contextHash: null, quotedMessageId: null },
  searchText: '',
};
/** How many of the latest messages a retry, a reply or a deletion notice may mean. */
const REMEMBERED = 100_000;

/**
 * Fills an empty database with generated deliveries and what they say, for measuring: through the readers and the
 * projection that deliveries go through, but written in bulk. The same seed gives the same inbox, but for keyed hashes.
 * Their files count as gone from CM.com's servers, so that nobody asks for them. Gives how many messages there are.
 */
export async function fillInbox(
  url: string,
  { messages, seed, customers, busiest }: Wanted,
  onProgress: (messages: number) => void,
): Promise<number> {
  const loader = await openBulkLoader(url, adoptKeys);
  const filling = new Filling();
  const rows = generateDeliveries({ seed, count: Infinity, customers, busiest });
  try {
    for (const delivery of rows) {
      filling.take(Buffer.from(JSON.stringify(delivery)));
      const isDone = filling.messages >= messages;
      if (!isDone && !filling.isFull()) continue;
      for (const [table, waiting] of filling.takeRows()) await loader.insert(table, waiting);
      onProgress(filling.messages);
      if (isDone) break;
    }
    await loader.finish();
  } finally {
    await loader.close();
  }
  return filling.messages;
}

/** What the generated deliveries are, in rows that wait to be written. Ids count up from 1. */
class Filling {
  messages = 0;
  #deliveries = 0;
  /** Digests of deliveries and identities of messages: what comes again is nothing new. */
  #taken = new Set<string>();
  #customers = new Map<string, { customer: Customer; keys: string[] }>();
  #conversations = new Map<string, number>();
  #businessNumbers = new Map<string, number>();
  /** Ids by conversation and keyed reference. */
  #latest = new Map<string, number>();
  #rows = this.#noRows();
  /** Rows of messages and deliveries that are not written yet, by the message's id. */
  #waiting = new Map<number, { message: LoadedRow; delivery: LoadedRow }>();

  isFull(): boolean {
    return this.#rows.Message.length >= AT_ONCE;
  }

  takeRows(): [table: string, rows: LoadedRow[]][] {
    const rows = Object.entries(this.#rows);
    this.#rows = this.#noRows();
    this.#waiting.clear();
    return rows;
  }

  take(body: Buffer): void {
    const digest = deliveryDigest(body, null);
    if (this.#isTaken(digest)) return;
    const id = (this.#deliveries += 1);
    const receivedAt = new Date(Date.UTC(2026, 0, 5, 8) + id * 7000);
    const { messages, notices, problems } = readArrivals({
      id,
      body,
      encoding: null,
      receivedAt,
      digest,
      appliedAt: null,
    });
    const [problem = null] = problems;
    const state = problem === null ? 'applied' : 'problem';
    const delivery: LoadedRow = { id, digest, body, receivedAt, state, reason: problem, attempts: 1 };
    this.#rows.Delivery.push(delivery);
    for (const message of messages) {
      if (!this.#isTaken(message.row.identity)) this.#takeMessage(message, delivery);
    }
    for (const notice of notices) this.#erase(notice, delivery, receivedAt);
  }

  #isTaken(identity: string): boolean {
    if (this.#taken.has(identity)) return true;
    this.#taken.add(identity);
    forgetOldest(this.#taken);
    return false;
  }

  #takeMessage({ deliveryId, position, route, sender, row, media }: Arrival, delivery: LoadedRow): void {
    const id = (this.messages += 1);
    const customerId = this.#customerOf(customerKeys(sender, route), sender, row.sentAt);
    const businessNumberId = this.#businessNumberOf(route.businessNumber ?? '');
    const conversationId = this.#conversationOf({ channel: route.channel, businessNumberId, customerId, row });
    const { contextHash } = row;
    const quotedMessageId =
      contextHash === null ? null : (this.#latest.get(place(conversationId, contextHash)) ?? null);
    if (row.referenceHash !== null) {
      this.#latest.set(place(conversationId, row.referenceHash), id);
      forgetOldest(this.#latest);
    }
    const message: LoadedRow = { id, conversationId, customerId, quotedMessageId, ...row };
    this.#rows.Message.push(message);
    this.#waiting.set(id, { message, delivery });
    this.#rows.MessageSource.push({ messageId: id, deliveryId, position });
    if (media) {
      const { url, host, mediaType, contentType, title } = media;
      this.#rows.Media.push({ id, messageId: id, url, host, mediaType, contentType, title, state: 'unavailable' });
    }
  }

  #customerOf(keys: string[], sender: Arrival['sender'], sentAt: Date): number {
    const known = this.#customers.get(keys[0] ?? '');
    if (known) return known.customer.id;
    const identified = sender.number !== null || sender.userId !== null;
    const unknown = {
      name: null,
      nameSentAt: null,
      number: null,
      numberSentAt: null,
      countsAsId: null,
      blockedAt: null,
    };
    const blank: Customer = { id: this.#customers.size + 1, identified, searchText: '', ...unknown };
    const customer = { ...blank, ...learnOf({ customer: blank, keys, allKeys: keys }, sender, sentAt) };
    for (const key of keys) this.#rows.CustomerKey.push({ key, customerId: customer.id });
    this.#customers.set(keys[0] ?? '', { customer, keys });
    this.#rows.Customer.push(customer);
    return customer.id;
  }

  #businessNumberOf(number: string): number {
    const known = this.#businessNumbers.get(number);
    if (known !== undefined) return known;
    const id = this.#businessNumbers.size + 1;
    this.#businessNumbers.set(number, id);
    this.#rows.BusinessNumber.push({ id, number });
    return id;
  }

  #conversationOf({
    row,
    ...key
  }: {
    channel: string;
    businessNumberId: number;
    customerId: number;
    row: Arrival['row'];
  }) {
    const named = JSON.stringify([key.channel, key.businessNumberId, key.customerId]);
    const known = this.#conversations.get(named);
    if (known !== undefined) return known;
    const id = this.#conversations.size + 1;
    this.#conversations.set(named, id);
    this.#rows.Conversation.push({ id, ...key, ownerId: key.customerId, lastMessageAt: row.sentAt });
    return id;
  }

  /** A notice whose message is written already is left out: its hash would say that there is nothing left of it. */
  #erase({ route, sender, reference }: Notice, delivery: LoadedRow, at: Date): void {
    delivery.body = Buffer.alloc(0);
    const keys = customerKeys(sender, route);
    const known = this.#customers.get(keys[0] ?? '');
    const businessNumberId = this.#businessNumbers.get(route.businessNumber ?? '');
    const named = JSON.stringify([route.channel, businessNumberId, known?.customer.id]);
    const id = this.#latest.get(place(this.#conversations.get(named) ?? 0, referenceHash(reference)));
    const waiting = this.#waiting.get(id ?? 0);
    if (!waiting) return;
    Object.assign(waiting.message, { ...TOMBSTONE, erasedAt: at });
    waiting.delivery.body = Buffer.alloc(0);
    this.#rows.Media = this.#rows.Media.filter(({ messageId }) => messageId !== id);
    for (const erasure of erasuresOf(known?.keys ?? keys, route, reference)) {
      if (!this.#rows.Erasure.some(({ scopeHash }) => scopeHash === erasure.scopeHash))
        this.#rows.Erasure.push({ ...erasure, receivedAt: at });
    }
  }

  /** In the order in which they refer to each other. */
  #noRows(): Record<
    | 'BusinessNumber'
    | 'Customer'
    | 'CustomerKey'
    | 'Conversation'
    | 'Delivery'
    | 'Message'
    | 'MessageSource'
    | 'Media'
    | 'Erasure',
    LoadedRow[]
  > {
    return {
      ...{ BusinessNumber: [], Customer: [], CustomerKey: [], Conversation: [], Delivery: [] },
      ...{ Message: [], MessageSource: [], Media: [], Erasure: [] },
    };
  }
}

function place(conversationId: number, hash: string): string {
  return `${conversationId.toString()} ${hash}`;
}

function forgetOldest(known: Set<string> | Map<string, number>): void {
  if (known.size <= REMEMBERED) return;
  for (const oldest of known.keys()) {
    known.delete(oldest);
    break;
  }
}
