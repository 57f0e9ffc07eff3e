import type { Database } from './database';

/** How many rows refer to one that is not there. PostgreSQL lets no such row be written, so it is asked of SQLite alone. */
export async function countDangling({ engine, reader }: Database): Promise<number> {
  if (engine !== 'sqlite') return 0;
  return (await reader.$queryRawUnsafe<unknown[]>('PRAGMA foreign_key_check')).length;
}
