import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { openPostgresql, UNFINISHED_MOVE } from './open-postgresql';
import { openSqlite } from './open-sqlite';
import { connectionTo } from './postgresql-adapter';

export type Value = string | number | bigint | Buffer | null;
export type Row = Record<string, Value>;
export type Column = { name: string; type: string; refersToItself: boolean };
export type Table = { name: string; columns: Column[] };
type Fingerprint = { rows: number; digest: string };

export type MoveProgress = { table: string; rows: number; of: number };

const AT_ONCE = 500;

/**
 * Copies everything in a SQLite file into an empty PostgreSQL database and compares both, row by row. Cut off, it goes on
 * where it was when it is run again; until it has finished, no Inlet starts on that database. The file stays as it is.
 * Throws a sentence when the database holds something else, or when a comparison fails.
 */
export async function moveDatabase(
  { from, to }: { from: string; to: string },
  onProgress: (progress: MoveProgress) => void,
): Promise<Record<string, number>> {
  await (await openSqlite(from)).close();
  await (await openPostgresql(to, { allowUnsafe: true, allowUnfinished: true })).close();
  const source = new Sqlite(from.slice('file:'.length), { readonly: true });
  const target = new Client(connectionTo(to));
  await target.connect();
  try {
    // Dates are compared as texts, and theirs have no zone.
    await target.query("SET TIME ZONE 'UTC'");
    const tables = await readTables(target);
    await claimTarget(target, tables);
    for (const table of tables) await copyTable(source, target, table, onProgress);
    for (const table of tables) await copyReferencesToItself(source, target, table);
    for (const { name } of tables) await setSequence(target, name, lastIdOf(source, name));
    const counts: Record<string, number> = {};
    for (const table of tables) counts[table.name] = await compareTable(source, target, table);
    await target.query('DELETE FROM "Setting" WHERE "key" = $1', [UNFINISHED_MOVE]);
    return counts;
  } finally {
    source.close();
    await target.end();
  }
}

/** Our tables with their columns, those that others refer to first. */
export async function readTables(target: Client): Promise<Table[]> {
  const columns = await target.query<{ table: string; name: string; type: string }>(
    `SELECT table_name AS "table", column_name AS name, udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY table_name, ordinal_position`,
  );
  const references = await target.query<{ table: string; to: string; column: string }>(
    `SELECT c.conrelid::regclass::text AS "table", c.confrelid::regclass::text AS "to", a.attname AS "column"
     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'`,
  );
  const bare = (name: string) => name.replaceAll('"', '');
  const waiting = new Map<string, Table>();
  for (const { table: name, ...column } of columns.rows) {
    const refersToItself = references.rows.some(
      (reference) => bare(reference.table) === name && bare(reference.to) === name && reference.column === column.name,
    );
    const table = waiting.get(name) ?? { name, columns: [] };
    table.columns.push({ ...column, refersToItself });
    waiting.set(name, table);
  }
  const sorted: Table[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ name }) =>
        !references.rows.some(({ table, to }) => bare(table) === name && bare(to) !== name && waiting.has(bare(to))),
    );
    for (const table of free) {
      sorted.push(table);
      waiting.delete(table.name);
    }
  }
  return sorted;
}

/** Marks an empty database as the target of a move; one that is marked already is gone on with. */
async function claimTarget(target: Client, tables: Table[]): Promise<void> {
  const marked = await target.query('SELECT 1 FROM "Setting" WHERE "key" = $1', [UNFINISHED_MOVE]);
  if (marked.rowCount === 1) return;
  for (const { name } of tables) {
    const { rowCount } = await target.query(`SELECT 1 FROM "${name}" LIMIT 1`);
    if (rowCount !== 0) throw new Error('The PostgreSQL database is not empty. Name an empty one.');
  }
  await target.query('INSERT INTO "Setting" ("key", "value") VALUES ($1, $2)', [UNFINISHED_MOVE, '']);
}

async function copyTable(
  source: Sqlite.Database,
  target: Client,
  table: Table,
  onProgress: (progress: MoveProgress) => void,
): Promise<void> {
  const { name } = table;
  const of = countRows(source, name);
  // Rows go over in the order of the file and in whole groups, so their number says how far the last run came.
  let rows = await countCopied(target, name);
  const rest = source.prepare<[number], Row>(`SELECT * FROM "${name}" ORDER BY rowid LIMIT -1 OFFSET ?`).iterate(rows);
  for (const group of inGroups(rest)) {
    await insert(target, table, group);
    rows += group.length;
    onProgress({ table: name, rows, of });
  }
}

/** Without the mark of the move itself. */
async function countCopied(target: Client, table: string): Promise<number> {
  const condition = table === 'Setting' ? `WHERE "key" <> '${UNFINISHED_MOVE}'` : '';
  const { rows } = await target.query<{ count: string }>(`SELECT COUNT(*) FROM "${table}" ${condition}`);
  return Number(rows[0]?.count);
}

/** Adds rows as SQLite holds them, many in one statement. */
export async function insert(target: Client, { name, columns }: Table, rows: Row[]): Promise<void> {
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const arrays = columns.map((column, index) => `$${(index + 1).toString()}::${column.type}[]`).join(', ');
  const values = columns.map((column) =>
    rows.map((row) => (column.refersToItself ? null : asPostgresql(row[column.name] ?? null, column.type))),
  );
  await target.query(`INSERT INTO "${name}" (${names}) SELECT * FROM unnest(${arrays})`, values);
}

/** A row may refer to one that is copied after it, so these come when all are there. */
async function copyReferencesToItself(source: Sqlite.Database, target: Client, table: Table): Promise<void> {
  for (const { name } of table.columns.filter((column) => column.refersToItself)) {
    const referring = source
      .prepare<[], { id: number; to: number }>(
        `SELECT "id", "${name}" AS "to" FROM "${table.name}" WHERE "${name}" IS NOT NULL`,
      )
      .iterate();
    for (const group of inGroups(referring)) {
      await target.query(
        `UPDATE "${table.name}" t SET "${name}" = r."to" FROM unnest($1::int[], $2::int[]) AS r("id", "to") WHERE t."id" = r."id"`,
        [group.map(({ id }) => id), group.map(({ to }) => to)],
      );
    }
  }
}

/** The greatest id that a table has ever had: one of a conversation that was merged away goes on answering. */
function lastIdOf(source: Sqlite.Database, table: string): number {
  const row = source
    .prepare<[string], { seq: number }>('SELECT "seq" FROM sqlite_sequence WHERE "name" = ?')
    .get(table);
  return row?.seq ?? 0;
}

/** The next id comes after those that were copied, and after `last`. */
export async function setSequence(target: Client, table: string, last = 0): Promise<void> {
  const { rows } = await target.query<{ sequence: string | null; column: string }>(
    `SELECT column_name AS "column", pg_get_serial_sequence(format('%I', table_name), column_name) AS sequence
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND column_default LIKE 'nextval(%'`,
    [table],
  );
  for (const { sequence, column } of rows)
    await target.query(
      `SELECT setval($1, id) FROM (SELECT GREATEST($2, MAX("${column}")) AS id FROM "${table}") AS greatest WHERE id > 0`,
      [sequence, last],
    );
}

/** Gives the number of rows. Throws when the two tables do not hold the same. */
async function compareTable(source: Sqlite.Database, target: Client, table: Table): Promise<number> {
  const ours = fingerprint(
    source.prepare<[], Row>(`SELECT * FROM "${table.name}"`).iterate(),
    ({ name, type }, row: Row) => asText(asPostgresql(row[name] ?? null, type), type),
    table,
  );
  const theirs = await fingerprintOfTarget(target, table);
  if (ours.rows !== theirs.rows || ours.digest !== theirs.digest)
    throw new Error(
      `${table.name} differs: ${ours.rows.toString()} rows here, ${theirs.rows.toString()} there. Was Inlet running meanwhile? Empty the PostgreSQL database and move again.`,
    );
  return ours.rows;
}

async function fingerprintOfTarget(target: Client, table: Table): Promise<Fingerprint> {
  const texts = table.columns.map(({ name, type }) => `${textOf(name, type)} AS "${name}"`).join(', ');
  const condition = table.name === 'Setting' ? `WHERE "key" <> '${UNFINISHED_MOVE}'` : '';
  const sum = new RowSum();
  await target.query('BEGIN');
  await target.query(`DECLARE copied CURSOR FOR SELECT ${texts} FROM "${table.name}" ${condition}`);
  for (;;) {
    const { rows } = await target.query<Record<string, string | null>>(`FETCH ${AT_ONCE.toString()} FROM copied`);
    if (rows.length === 0) break;
    for (const row of rows) sum.add(table.columns.map(({ name }) => row[name] ?? null));
  }
  await target.query('COMMIT');
  return sum.result();
}

function fingerprint<Item>(
  rows: Iterable<Item>,
  read: (column: Column, row: Item) => string | null,
  { columns }: Table,
): Fingerprint {
  const sum = new RowSum();
  for (const row of rows) sum.add(columns.map((column) => read(column, row)));
  return sum.result();
}

/** A hash of rows that does not depend on their order, for the engines sort texts differently. */
class RowSum {
  #rows = 0;
  #sum = 0n;

  add(row: (string | null)[]): void {
    this.#rows += 1;
    const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex');
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${digest}`));
  }

  result(): Fingerprint {
    return { rows: this.#rows, digest: this.#sum.toString(16) };
  }
}

/** A value of SQLite as PostgreSQL takes it: booleans are numbers there, and dates are texts. */
function asPostgresql(value: Value, type: string): Value | boolean {
  if (value === null) return null;
  if (type === 'bool') return Number(value) === 1;
  if (type === 'timestamp') return new Date(withZone(String(value))).toISOString();
  return value;
}

/** SQLite's own clock writes UTC without saying so. */
function withZone(text: string): string {
  return /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
}

function asText(value: Value | boolean, type: string): string | null {
  if (value === null) return null;
  return type === 'bytea' && Buffer.isBuffer(value) ? value.toString('hex') : String(value);
}

function textOf(name: string, type: string): string {
  if (type === 'bytea') return `encode("${name}", 'hex')`;
  if (type === 'timestamp') return `to_char("${name}", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return `"${name}"::text`;
}

function countRows(source: Sqlite.Database, table: string): number {
  return source.prepare<[], { rows: number }>(`SELECT COUNT(*) AS rows FROM "${table}"`).get()?.rows ?? 0;
}

function* inGroups<Item>(items: Iterable<Item>): Generator<Item[]> {
  let group: Item[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length === AT_ONCE) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
