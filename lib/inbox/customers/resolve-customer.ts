import {
  addCustomerKeys,
  createCustomer,
  laterOf,
  listCustomersByKeys,
  type Customer,
  type KnownCustomer,
} from '@/lib/db/tables/customers';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { foldText } from '@/lib/messages/fold-text';
import type { Sender } from '@/lib/readers/read-sender';
import { joinCustomers } from './join-customers';

/**
 * The customer who is known by these keys, a new one when nobody is. Somebody who is known by some of them becomes known
 * by all (`knownByMore`), and two become one: one MO that carries a number and a user id says that both are the same
 * person.
 */
export async function resolveCustomer(
  tx: Tx,
  keys: string[],
  sender: Sender,
  now: Date,
): Promise<KnownCustomer & { knownByMore: boolean }> {
  const [first, ...others] = await listCustomersByKeys(tx, keys);
  const identified = sender.number !== null || sender.userId !== null;
  let known = first ?? (await createCustomer(tx, keys, { number: sender.number, identified }));
  for (const other of others) known = await joinCustomers(tx, known, other, now);
  const newKeys = keys.filter((key) => !known.keys.includes(key));
  await addCustomerKeys(tx, known.customer.id, newKeys);
  const knownByMore = first !== undefined && (others.length > 0 || newKeys.length > 0);
  const { customer, keys: own, allKeys } = known;
  return { customer, keys: [...own, ...newKeys], allKeys: [...allKeys, ...newKeys], knownByMore };
}

/** What a message tells of its sender that is newer than what is known, or null when it tells nothing. */
export function learnOf({ customer, keys }: KnownCustomer, sender: Sender, sentAt: Date): Partial<Customer> | null {
  const [name, nameSentAt] = laterOf([customer.name, customer.nameSentAt], [sender.name, sentAt]);
  const [number, numberSentAt] = laterOf([customer.number, customer.numberSentAt], [sender.number, sentAt]);
  const searchText = [foldText(name ?? ''), ...keys.flatMap(digitsOf).sort()].join('\n');
  const isKnown = nameSentAt === customer.nameSentAt && numberSentAt === customer.numberSentAt;
  return isKnown && searchText === customer.searchText ? null : { name, nameSentAt, number, numberSentAt, searchText };
}

/** A customer is found by each number, also by one that is no longer the latest. */
function digitsOf(key: string): string[] {
  return key.startsWith('number:') ? [key.replace(/\D/g, '')] : [];
}
