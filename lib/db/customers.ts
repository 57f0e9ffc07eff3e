import type { Customer, BusinessNumber } from './generated/sqlite/client';
import type { Reader } from './database';
import type { Tx } from './grouped-writer';

export type { BusinessNumber, Customer };

/** The customer known by one of these keys, or a new one that is. */
export async function findOrCreateCustomer(
  tx: Tx,
  keys: string[],
  values: { number: string | null; identified: boolean },
): Promise<Customer> {
  const known = await tx.customerKey.findFirst({ where: { key: { in: keys } }, include: { customer: true } });
  if (known) return known.customer;
  return tx.customer.create({ data: { ...values, keys: { create: keys.map((key) => ({ key })) } } });
}

export async function findCustomerByKeys(tx: Tx, keys: string[]): Promise<Customer | null> {
  const known = await tx.customerKey.findFirst({ where: { key: { in: keys } }, include: { customer: true } });
  return known?.customer ?? null;
}

export async function listCustomerKeys(tx: Tx, customerId: number): Promise<string[]> {
  const rows = await tx.customerKey.findMany({ where: { customerId }, select: { key: true } });
  return rows.map((row) => row.key);
}

/** Makes a customer known by further keys; a key that somebody else is known by stays theirs. */
export async function addCustomerKeys(tx: Tx, customerId: number, keys: string[]): Promise<void> {
  for (const key of keys) {
    await tx.customerKey.upsert({ where: { key }, create: { key, customerId }, update: {} });
  }
}

export async function updateCustomer(
  tx: Tx,
  id: number,
  data: { name?: string; nameSentAt?: Date; number: string | null; searchText: string },
): Promise<void> {
  await tx.customer.update({ where: { id }, data });
}

export function findOrCreateBusinessNumber(tx: Tx, number: string): Promise<BusinessNumber> {
  return tx.businessNumber.upsert({ where: { number }, create: { number }, update: {} });
}

export function findBusinessNumber(db: Reader | Tx, number: string): Promise<BusinessNumber | null> {
  return db.businessNumber.findUnique({ where: { number } });
}

export function listBusinessNumbers(db: Reader): Promise<BusinessNumber[]> {
  return db.businessNumber.findMany({ orderBy: { number: 'asc' } });
}

/** Gives false when there is no such business number. */
export async function setLabel(tx: Tx, id: number, label: string | null): Promise<boolean> {
  const { count } = await tx.businessNumber.updateMany({ where: { id }, data: { label } });
  return count === 1;
}
