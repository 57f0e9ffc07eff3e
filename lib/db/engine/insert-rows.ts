import * as z from 'zod';
import { Prisma } from '@/lib/db/generated/sqlite/client';
import type { Tx } from './grouped-writer';
import { inBatches, MOST_VALUES } from './in-batches';

type Value = string | number | boolean | Date | null;

/**
 * Statements that write rows of one shape into a table, in their order. Prisma's own are compiled anew for each number of
 * rows, which takes as long as writing them.
 */
export function insertsOf(table: string, rows: Record<string, Value>[]): Prisma.Sql[] {
  const [first] = rows;
  if (!first) return [];
  const columns = Object.keys(first);
  const names = Prisma.raw(columns.map((column) => `"${column}"`).join(', '));
  return inBatches(rows, Math.floor(MOST_VALUES / columns.length)).map((batch) => {
    const values = batch.map((row) => Prisma.sql`(${Prisma.join(columns.map((column) => row[column] ?? null))})`);
    return Prisma.sql`INSERT INTO ${Prisma.raw(`"${table}"`)} (${names}) VALUES ${Prisma.join(values)}`;
  });
}

const withId = z.array(z.object({ id: z.coerce.number() }));

/** Writes rows of one shape, and gives their ids in the order of the rows: ids grow as they are written. */
export async function insertForIds(tx: Tx, table: string, rows: Record<string, Value>[]): Promise<number[]> {
  const ids: number[] = [];
  for (const insert of insertsOf(table, rows)) {
    const written = withId.parse(await tx.$queryRaw`${insert} RETURNING "id"`);
    ids.push(...written.map(({ id }) => id).sort((one, other) => one - other));
  }
  return ids;
}
