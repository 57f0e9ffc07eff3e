import Sqlite from 'better-sqlite3';

/** All rows of a table, read past Inlet from the file itself. */
export function rowsOf(file: string, table: string): Record<string, unknown>[] {
  const connection = new Sqlite(file, { readonly: true });
  try {
    return connection.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}" ORDER BY rowid`).all();
  } finally {
    connection.close();
  }
}
