import { Prisma } from './client';
import type { Database } from './database';

/** The condition that a column holds a word, answered from the index where there is one. Case and accents count. */
export function holdsText(db: Database, column: Prisma.Sql, word: string): Prisma.Sql {
  // PostgreSQL's index serves LIKE alone, and would be read from end to end for less than three letters.
  if (db.engine === 'sqlite' || Array.from(word).length < 3) return holdsTextUnindexed(db, column, word);
  return Prisma.sql`${column} LIKE ${`%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`;
}

/** The same condition, compared byte by byte: for queries that read messages in order and must not use an index. */
export function holdsTextUnindexed({ engine }: Database, column: Prisma.Sql, word: string): Prisma.Sql {
  return engine === 'sqlite' ? Prisma.sql`instr(${column}, ${word}) > 0` : Prisma.sql`strpos(${column}, ${word}) > 0`;
}

/** The condition that a column of bytes holds some bytes. */
export function holdsBytes({ engine }: Database, column: Prisma.Sql, bytes: Uint8Array): Prisma.Sql {
  return engine === 'sqlite'
    ? Prisma.sql`instr(${column}, ${bytes}) > 0`
    : Prisma.sql`position(${bytes} IN ${column}) > 0`;
}
