import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import type { Database } from './database';
import { insert, readTables, setSequence, type Row, type Value } from './move-database';
import { openDatabase } from './open-database';
import { connectionTo } from './postgresql-adapter';

/** A row with the types of the domain. */
export type LoadedRow = Record<string, Value | boolean | Date | Uint8Array>;

/** Writes rows in bulk, past Prisma: for filling an empty database, while nobody else uses it. */
export type BulkLoader = {
  /** Adds rows of one shape, with their ids. */
  insert: (table: string, rows: LoadedRow[]) => Promise<void>;
  /** Makes the indexes again and recomputes what follows from messages; the database is complete after it. */
  finish: () => Promise<void>;
  close: () => Promise<void>;
};

/** What the list shows of each conversation, from its messages. */
const last = (order: string, column: string) =>
  `(SELECT m."${column}" FROM "Message" m WHERE m."conversationId" = "Conversation"."id" ORDER BY ${order} LIMIT 1)`;
const bySending = 'm."sentAt" DESC, m."id" DESC';
const REFRESH = `
  UPDATE "Conversation" SET
    "lastArrivalId" = ${last('m."id" DESC', 'id')},
    "lastMessageId" = ${last(bySending, 'id')},
    "lastMessageAt" = ${last(bySending, 'sentAt')},
    "lastInboundId" = COALESCE((SELECT MAX(m."id") FROM "Message" m
      WHERE m."conversationId" = "Conversation"."id" AND m."direction" = 'MO' AND m."erasedAt" IS NULL), 0),
    "newChat" = EXISTS (SELECT 1 FROM "Message" w
      WHERE w."conversationId" = "Conversation"."id" AND w."kind" = 'welcomeRequest' AND w."erasedAt" IS NULL
        AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."conversationId" = w."conversationId"
          AND m."kind" <> 'welcomeRequest' AND m."sentAt" > w."sentAt"))`;

/** A customer says the same of themselves in each message: then the last one tells it. */
const lastTold = (what: string) =>
  `CASE WHEN "${what}" IS NULL THEN NULL ELSE (SELECT MAX(m."sentAt") FROM "Message" m WHERE m."customerId" = "Customer"."id") END`;
const RETELL = `UPDATE "Customer" SET "nameSentAt" = ${lastTold('name')}, "numberSentAt" = ${lastTold('number')}`;

/** Opens an empty database for filling; `prepare` is called before that. Throws a sentence when it holds messages. */
export async function openBulkLoader(url: string, prepare: (database: Database) => Promise<void>): Promise<BulkLoader> {
  const database = await openDatabase(url, { allowUnsafe: true });
  try {
    if ((await database.reader.message.findFirst({ select: { id: true } })) !== null)
      throw new Error('The database already holds messages. Name an empty one.');
    await prepare(database);
  } finally {
    await database.close();
  }
  return url.startsWith('file:') ? loadSqlite(url.slice('file:'.length)) : loadPostgresql(url);
}

function loadSqlite(file: string): BulkLoader {
  const connection = new Sqlite(file);
  connection.pragma('synchronous = OFF');
  connection.pragma('foreign_keys = OFF');
  connection.pragma('cache_size = -200000');
  const indexes = connection
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE 'MessageSearch%'`,
    )
    .all();
  for (const { name } of indexes) connection.exec(`DROP INDEX "${name}"`);
  return {
    insert: (table, rows) => {
      const [first] = rows;
      if (!first) return Promise.resolve();
      const columns = Object.keys(first);
      const names = columns.map((name) => `"${name}"`).join(', ');
      const statement = connection.prepare(
        `INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      connection.transaction(() => {
        for (const row of rows) statement.run(columns.map((name) => asStored(row[name])));
      })();
      return Promise.resolve();
    },
    finish: () => {
      for (const { sql } of indexes) connection.exec(sql);
      connection.exec(REFRESH);
      connection.exec(RETELL);
      connection.exec('ANALYZE');
      connection.pragma('wal_checkpoint(TRUNCATE)');
      return Promise.resolve();
    },
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}

async function loadPostgresql(url: string): Promise<BulkLoader> {
  const client = new Client(connectionTo(url));
  await client.connect();
  await client.query(`SET synchronous_commit = off; SET maintenance_work_mem = '256MB'; SET TIME ZONE 'UTC'`);
  const tables = new Map((await readTables(client)).map((table) => [table.name, table]));
  const indexes = await client.query<{ name: string; sql: string }>(
    `SELECT i.indexname AS name, i.indexdef AS sql FROM pg_indexes i WHERE i.schemaname = 'public'
       AND i.tablename <> '_prisma_migrations' AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
  );
  for (const { name } of indexes.rows) await client.query(`DROP INDEX "${name}"`);
  return {
    insert: async (table, rows) => {
      const known = tables.get(table);
      const [first] = rows;
      if (!known || !first) return;
      const columns = known.columns
        .filter(({ name }) => name in first)
        .map((column) => ({ ...column, refersToItself: false }));
      const stored = rows.map((row): Row => Object.fromEntries(columns.map(({ name }) => [name, asStored(row[name])])));
      await insert(client, { name: table, columns }, stored);
    },
    finish: async () => {
      for (const { sql } of indexes.rows) await client.query(sql);
      await client.query(REFRESH);
      await client.query(RETELL);
      for (const table of tables.keys()) await setSequence(client, table);
      await client.query('VACUUM (ANALYZE)');
    },
    close: () => client.end(),
  };
}

/** A value as Prisma stores it in SQLite. */
function asStored(value: LoadedRow[string] | undefined): Value {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
}
