import Sqlite from 'better-sqlite3';

/** What the index of SQLite consists of: tables that Prisma's schema does not know. */
export const SEARCH_TABLES = ['MessageSearch', 'MessageSearch_config', 'MessageSearch_data', 'MessageSearch_idx'];

/**
 * A message stands in the index of SQLite under the hour when it was sent and its id, so that whatever holds a word is
 * read in order of sending, and those of one hour lie close together.
 */
export const HOUR = 2 ** 30;

const placeOf = (row: 'new' | 'old' | 'm') => `unixepoch(${row}."sentAt") / 3600 * ${HOUR.toString()} + ${row}."id"`;
const add = `INSERT INTO "MessageSearch"(rowid, "text") VALUES (${placeOf('new')}, new."searchText");`;
const remove = `INSERT INTO "MessageSearch"("MessageSearch", rowid, "text") VALUES ('delete', ${placeOf('old')}, old."searchText");`;

/** Only that a trigram is somewhere in a message: where, its own text says. */
const CREATE = `
  CREATE VIRTUAL TABLE "MessageSearch" USING fts5("text", content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1');
  INSERT INTO "MessageSearch"("MessageSearch", rank) VALUES ('secure-delete', 1);
  INSERT INTO "MessageSearch"(rowid, "text") SELECT ${placeOf('m')}, m."searchText" FROM "Message" m WHERE m."searchText" <> '';`;

const KEEP = `
  CREATE TRIGGER IF NOT EXISTS "MessageSearch_added" AFTER INSERT ON "Message" WHEN new."searchText" <> '' BEGIN ${add} END;
  CREATE TRIGGER IF NOT EXISTS "MessageSearch_removed" AFTER DELETE ON "Message" WHEN old."searchText" <> '' BEGIN ${remove} END;
  CREATE TRIGGER IF NOT EXISTS "MessageSearch_old" BEFORE UPDATE OF "searchText", "sentAt" ON "Message" WHEN old."searchText" <> '' BEGIN ${remove} END;
  CREATE TRIGGER IF NOT EXISTS "MessageSearch_new" AFTER UPDATE OF "searchText", "sentAt" ON "Message" WHEN new."searchText" <> '' BEGIN ${add} END;`;

/**
 * Sees to it that the SQLite file has an index of what messages say, which follows every change within the same
 * transaction. Made at start and not by a migration: Prisma writes a changed table anew, and triggers do not come along.
 * A file without an index gets it of all that it holds, which takes a minute for a million messages.
 */
export function keepSearchIndex(file: string): void {
  const connection = new Sqlite(file);
  try {
    connection.pragma('busy_timeout = 10000');
    connection
      .transaction(() => {
        const found = connection.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'MessageSearch'`).get();
        if (found === undefined) connection.exec(CREATE);
        connection.exec(KEEP);
      })
      .immediate();
  } finally {
    connection.close();
  }
}
