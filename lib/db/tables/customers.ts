import { Prisma, type BusinessNumber, type Customer } from '@/lib/db/engine/client';
import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inBatches, MOST_VALUES } from '@/lib/db/engine/in-batches';
import { insertForIds, insertsOf } from '@/lib/db/engine/insert-rows';
import type { Scope } from './scope';

export type { BusinessNumber, Customer };

/** Prisma does not split the list of a condition on related rows, and an engine may take 999 values at most. */
const MOST_RELATED = 900;

/** A customer and everything that this customer is known by; `allKeys`: also by those with whom declarations make one. */
export type KnownCustomer = { customer: Customer; keys: string[]; allKeys: string[] };

/** A new customer, known by these keys. */
export async function createCustomer(
  tx: Tx,
  keys: string[],
  values: { number: string | null; identified: boolean },
): Promise<KnownCustomer> {
  const customer = await tx.customer.create({ data: values });
  await addCustomerKeys(tx, customer.id, keys);
  return { customer, keys, allKeys: keys };
}

/** Who is not known yet. */
export type NewCustomer = Pick<Customer, 'number' | 'identified'> & { keys: string[] };

/** New customers in their order, each known by its keys, which nobody else is known by. */
export async function createCustomers(tx: Tx, customers: NewCustomer[]): Promise<KnownCustomer[]> {
  const rows = customers.map(({ number, identified }) => ({
    ...{ number, identified, searchText: '', name: null, nameSentAt: null, numberSentAt: null },
    ...{ countsAsId: null, blockedAt: null },
  }));
  const ids = await insertForIds(tx, 'Customer', rows);
  const known = customers.map(({ keys }, index) => {
    const row = rows[index];
    const id = ids[index];
    if (!row || id === undefined) throw new Error('A customer was not written.');
    return { customer: { id, ...row }, keys, allKeys: keys };
  });
  const keyRows = known.flatMap(({ customer, keys }) => keys.map((key) => ({ key, customerId: customer.id })));
  for (const insert of insertsOf('CustomerKey', keyRows)) await tx.$executeRaw(insert);
  return known;
}

/** The customers known by any of these keys, the one that was here first coming first. */
export async function listCustomersByKeys(db: Reader | Tx, keys: string[]): Promise<KnownCustomer[]> {
  const byId = new Map<number, Customer & { keys: { key: string }[] }>();
  for (const batch of inBatches(keys, MOST_RELATED)) {
    const rows = await db.customer.findMany({
      where: { keys: { some: { key: { in: batch } } } },
      include: { keys: true },
    });
    for (const row of rows) byId.set(row.id, row);
  }
  const rows = [...byId.values()].sort((one, other) => one.id - other.id);
  return Promise.all(
    rows.map(async ({ keys: known, ...customer }) => {
      const own = known.map(({ key }) => key);
      const allKeys = customer.countsAsId === null ? own : await listKeysOf(db, customer.countsAsId);
      return { customer, keys: own, allKeys };
    }),
  );
}

/** Makes a customer known by further keys, which nobody is known by yet. */
export async function addCustomerKeys(tx: Tx, customerId: number, keys: string[]): Promise<void> {
  if (keys.length > 0) await tx.customerKey.createMany({ data: keys.map((key) => ({ key, customerId })) });
}

/** What a message tells of its sender is as old as that message: those that told name and number, where one did. */
type Told = { nameFrom: number | null; numberFrom: number | null };

/** Writes what is newly known of customers, many in one statement. */
export async function updateCustomers(tx: Tx, customers: (Customer & Told)[]): Promise<void> {
  const rows = customers.map(
    ({ id, name, number, searchText, nameFrom, numberFrom }) =>
      Prisma.sql`(CAST(${id} AS INTEGER), CAST(${name} AS TEXT), CAST(${number} AS TEXT), CAST(${searchText} AS TEXT), CAST(${nameFrom} AS INTEGER), CAST(${numberFrom} AS INTEGER))`,
  );
  for (const batch of inBatches(rows, MOST_VALUES / 6)) {
    // Both engines call the columns of VALUES column1, column2, …
    await tx.$executeRaw`
      UPDATE "Customer" SET
        "name" = v.column2, "number" = v.column3, "searchText" = v.column4,
        "nameSentAt" = COALESCE((SELECT m."sentAt" FROM "Message" m WHERE m."id" = v.column5), "nameSentAt"),
        "numberSentAt" = COALESCE((SELECT m."sentAt" FROM "Message" m WHERE m."id" = v.column6), "numberSentAt")
      FROM (VALUES ${Prisma.join(batch)}) AS v
      WHERE "Customer"."id" = v.column1`;
  }
}

/** Blocks a customer from an instant on; null: no longer. */
export async function setBlocked(tx: Tx, id: number, blockedAt: Date | null): Promise<void> {
  await tx.customer.update({ where: { id }, data: { blockedAt } });
}

/** One customer, or null. */
export function findCustomer(tx: Tx, id: number): Promise<Customer | null> {
  return tx.customer.findUnique({ where: { id } });
}

/** Everything that the customers are known by whom declarations make this one. */
export async function listKeysOf(db: Reader | Tx, countsAsId: number): Promise<string[]> {
  const rows = await db.customerKey.findMany({ where: { customer: { countsAsId } }, select: { key: true } });
  return rows.map(({ key }) => key);
}

/** What one customer is known by itself, whatever declarations say. */
export async function listOwnKeys(db: Reader | Tx, customerId: number): Promise<string[]> {
  const rows = await db.customerKey.findMany({ where: { customerId }, select: { key: true }, orderBy: { key: 'asc' } });
  return rows.map(({ key }) => key);
}

/** The customers whom declarations make this one: itself, when there are none. */
export async function listMembers(tx: Tx, countsAsId: number): Promise<number[]> {
  const rows = await tx.customer.findMany({ where: { countsAsId }, select: { id: true } });
  return rows.length === 0 ? [countsAsId] : rows.map(({ id }) => id);
}

/** Notes whom declarations make of some customers; null: nobody but themselves. */
export async function setCountsAs(tx: Tx, ids: number[], countsAsId: number | null): Promise<void> {
  await tx.customer.updateMany({ where: { id: { in: ids } }, data: { countsAsId } });
}

/** The business number in its one spelling, empty when the MO named none. */
export async function findOrCreateBusinessNumber(tx: Tx, number: string): Promise<BusinessNumber> {
  return (await findBusinessNumber(tx, number)) ?? tx.businessNumber.create({ data: { number } });
}

/** The ids of business numbers by their one spelling, empty when the MO named none; made where they are missing. */
export async function findOrCreateBusinessNumbers(tx: Tx, numbers: string[]): Promise<Map<string, number>> {
  const known = await findBusinessNumbers(tx, numbers);
  const missing = [...new Set(numbers)].filter((number) => !known.has(number));
  if (missing.length === 0) return known;
  await tx.businessNumber.createMany({ data: missing.map((number) => ({ number })) });
  return findBusinessNumbers(tx, numbers);
}

/** The ids of the business numbers that somebody has written to, by their one spelling. */
export async function findBusinessNumbers(tx: Tx, numbers: string[]): Promise<Map<string, number>> {
  const rows = await tx.businessNumber.findMany({ where: { number: { in: numbers } } });
  return new Map(rows.map(({ number, id }) => [number, id]));
}

/** The business number in its one spelling, or null when nobody has written to it. */
export function findBusinessNumber(db: Reader | Tx, number: string): Promise<BusinessNumber | null> {
  return db.businessNumber.findUnique({ where: { number } });
}

/** The numbers of a scope that customers have written to. */
export function listBusinessNumbers(db: Reader, scope: Scope): Promise<BusinessNumber[]> {
  return db.businessNumber.findMany({
    where: scope === 'all' ? {} : { id: { in: [...scope] } },
    orderBy: { number: 'asc' },
  });
}

/** Gives false when there is no such business number. */
export async function setLabel(tx: Tx, id: number, label: string | null): Promise<boolean> {
  const { count } = await tx.businessNumber.updateMany({ where: { id }, data: { label } });
  return count === 1;
}

/** Gives one customer everything that another is known by, and forgets the other, who must have nothing left. */
export async function absorbCustomer(tx: Tx, kept: Customer, dropped: Customer): Promise<Customer> {
  await tx.customerKey.updateMany({ where: { customerId: dropped.id }, data: { customerId: kept.id } });
  await tx.customer.delete({ where: { id: dropped.id } });
  const [name, nameSentAt] = laterOf([kept.name, kept.nameSentAt], [dropped.name, dropped.nameSentAt]);
  const [number, numberSentAt] = laterOf([kept.number, kept.numberSentAt], [dropped.number, dropped.numberSentAt]);
  const blockedAt = kept.blockedAt ?? dropped.blockedAt;
  return tx.customer.update({ where: { id: kept.id }, data: { name, nameSentAt, number, numberSentAt, blockedAt } });
}

/** A text and when the message was sent that says it. */
type Said = [text: string | null, sentAt: Date | null];

/** What was sent last counts; of two in one second the greater, so that the order of arrival decides nothing. */
export function laterOf(one: Said, other: Said): Said {
  if (other[0] === null) return one;
  if (one[0] === null) return other;
  const difference = (other[1]?.getTime() ?? 0) - (one[1]?.getTime() ?? 0);
  return difference > 0 || (difference === 0 && other[0] > one[0]) ? other : one;
}
