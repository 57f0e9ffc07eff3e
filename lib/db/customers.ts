import { Prisma, type BusinessNumber, type Customer } from './generated/sqlite/client';
import type { Reader } from './database';
import type { Tx } from './grouped-writer';

export type { BusinessNumber, Customer };

/** A customer and everything that this customer is known by. */
export type KnownCustomer = { customer: Customer; keys: string[] };

/** A new customer, known by these keys. */
export async function createCustomer(
  tx: Tx,
  keys: string[],
  values: { number: string | null; identified: boolean },
): Promise<KnownCustomer> {
  const customer = await tx.customer.create({ data: values });
  await addCustomerKeys(tx, customer.id, keys);
  return { customer, keys };
}

/** The customers known by any of these keys, the one that was here first coming first. */
export async function listCustomersByKeys(tx: Tx, keys: string[]): Promise<KnownCustomer[]> {
  const rows = await tx.customer.findMany({
    where: { keys: { some: { key: { in: keys } } } },
    orderBy: { id: 'asc' },
    include: { keys: true },
  });
  return rows.map(({ keys: known, ...customer }) => ({ customer, keys: known.map(({ key }) => key) }));
}

/** Makes a customer known by further keys, which nobody is known by yet. */
export async function addCustomerKeys(tx: Tx, customerId: number, keys: string[]): Promise<void> {
  if (keys.length > 0) await tx.customerKey.createMany({ data: keys.map((key) => ({ key, customerId })) });
}

/**
 * Writes what is newly known of customers, many in one statement. `nameFrom` is the message that told the name, if one
 * did: the name is as old as that message.
 */
export async function updateCustomers(tx: Tx, customers: (Customer & { nameFrom: number | null })[]): Promise<void> {
  if (customers.length === 0) return;
  const rows = customers.map(
    ({ id, name, number, searchText, nameFrom }) =>
      Prisma.sql`(CAST(${id} AS INTEGER), CAST(${name} AS TEXT), CAST(${number} AS TEXT), CAST(${searchText} AS TEXT), CAST(${nameFrom} AS INTEGER))`,
  );
  // Both engines call the columns of VALUES column1, column2, …
  await tx.$executeRaw`
    UPDATE "Customer" SET
      "name" = v.column2, "number" = v.column3, "searchText" = v.column4,
      "nameSentAt" = COALESCE((SELECT m."sentAt" FROM "Message" m WHERE m."id" = v.column5), "nameSentAt")
    FROM (VALUES ${Prisma.join(rows)}) AS v
    WHERE "Customer"."id" = v.column1`;
}

/** The business number in its one spelling, empty when the MO named none. */
export async function findOrCreateBusinessNumber(tx: Tx, number: string): Promise<BusinessNumber> {
  return (await findBusinessNumber(tx, number)) ?? tx.businessNumber.create({ data: { number } });
}

/** The business number in its one spelling, or null when nobody has written to it. */
export function findBusinessNumber(db: Reader | Tx, number: string): Promise<BusinessNumber | null> {
  return db.businessNumber.findUnique({ where: { number } });
}

/** All numbers that customers have written to. */
export function listBusinessNumbers(db: Reader): Promise<BusinessNumber[]> {
  return db.businessNumber.findMany({ orderBy: { number: 'asc' } });
}

/** Gives false when there is no such business number. */
export async function setLabel(tx: Tx, id: number, label: string | null): Promise<boolean> {
  const { count } = await tx.businessNumber.updateMany({ where: { id }, data: { label } });
  return count === 1;
}

/** Gives one customer everything that another is known by, and forgets the other, whose conversations must have moved. */
export async function absorbCustomer(tx: Tx, kept: Customer, dropped: Customer): Promise<Customer> {
  await tx.customerKey.updateMany({ where: { customerId: dropped.id }, data: { customerId: kept.id } });
  await tx.customer.delete({ where: { id: dropped.id } });
  const newer = (dropped.nameSentAt ?? new Date(0)) > (kept.nameSentAt ?? new Date(0)) ? dropped : kept;
  return tx.customer.update({
    where: { id: kept.id },
    data: { number: kept.number ?? dropped.number, name: newer.name, nameSentAt: newer.nameSentAt },
  });
}
