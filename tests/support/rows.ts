import Sqlite from 'better-sqlite3';
import { Client } from 'pg';

export type Row = Record<string, unknown>;

/** All rows of a table in order of its key, read past Inlet. */
export async function rowsOf(databaseUrl: string, table: string): Promise<Row[]> {
  if (!databaseUrl.startsWith('file:')) return askPostgresql(databaseUrl, `SELECT * FROM "${table}" ORDER BY 1`);
  const connection = new Sqlite(databaseUrl.slice('file:'.length), { readonly: true });
  try {
    return connection.prepare<[], Row>(`SELECT * FROM "${table}" ORDER BY 1`).all();
  } finally {
    connection.close();
  }
}

/** Runs SQL on a connection of its own and gives the rows of its last statement. */
export async function askPostgresql(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const results = await client.query<Row>(sql);
    return [results].flat().at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}
