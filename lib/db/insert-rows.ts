import { Prisma } from './generated/sqlite/client';

type Value = string | number | boolean | Date | null;

/** Of both engines the lower limit of values in one statement is 32,766. */
const MOST_VALUES = 30_000;

/**
 * Statements that write rows of one shape into a table, in their order. Prisma's own are compiled anew for each number of
 * rows, which takes as long as writing them.
 */
export function insertsOf(table: string, rows: Record<string, Value>[]): Prisma.Sql[] {
  const [first] = rows;
  if (!first) return [];
  const columns = Object.keys(first);
  const names = Prisma.raw(columns.map((column) => `"${column}"`).join(', '));
  const atOnce = Math.floor(MOST_VALUES / columns.length);
  return Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, index) => {
    const values = rows
      .slice(index * atOnce, (index + 1) * atOnce)
      .map((row) => Prisma.sql`(${Prisma.join(columns.map((column) => row[column] ?? null))})`);
    return Prisma.sql`INSERT INTO ${Prisma.raw(`"${table}"`)} (${names}) VALUES ${Prisma.join(values)}`;
  });
}
