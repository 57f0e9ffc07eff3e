import {
  addCustomerKeys,
  createCustomer,
  listCustomersByKeys,
  type Customer,
  type KnownCustomer,
} from '@/lib/db/customers';
import type { Tx } from '@/lib/db/grouped-writer';
import { foldText } from '@/lib/messages/fold-text';
import type { Sender } from '@/lib/readers/read-sender';
import { joinCustomers } from './join-customers';

/**
 * The customer who is known by these keys, a new one when nobody is. Somebody who is known by some of them becomes known
 * by all, and two become one: one MO that carries a number and a user id says that both are the same person.
 */
export async function resolveCustomer(tx: Tx, keys: string[], sender: Sender, now: Date): Promise<KnownCustomer> {
  const [first, ...others] = await listCustomersByKeys(tx, keys);
  const identified = sender.number !== null || sender.userId !== null;
  let known = first ?? (await createCustomer(tx, keys, { number: sender.number, identified }));
  for (const other of others) known = await joinCustomers(tx, known, other, now);
  const newKeys = keys.filter((key) => !known.keys.includes(key));
  await addCustomerKeys(tx, known.customer.id, newKeys);
  return { customer: known.customer, keys: [...known.keys, ...newKeys] };
}

/** What a message tells of its sender that is newer than what is known, or null when it tells nothing. */
export function learnOf(customer: Customer, sender: Sender, sentAt: Date): Partial<Customer> | null {
  const number = customer.number ?? sender.number;
  const name = newerName(customer, sender.name, sentAt);
  const searchText = [foldText(name ?? customer.name ?? ''), (number ?? '').replace(/\D/g, '')].join('\n');
  if (name === undefined && number === customer.number && searchText === customer.searchText) return null;
  return { number, searchText, ...(name !== undefined && { name, nameSentAt: sentAt }) };
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
