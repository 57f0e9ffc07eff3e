import type { Database } from './database';
import { openPostgresql } from './open-postgresql';
import { openSqlite } from './open-sqlite';

/**
 * Opens the database at a `file:` or `postgresql:` address, brings it up to date and checks that it is as durable as an
 * acknowledgement promises. Throws a sentence for people when it cannot be opened, is newer than this Inlet, is damaged,
 * or is set up to forget.
 */
export function openDatabase(url: string, options: { allowUnsafe?: boolean } = {}): Promise<Database> {
  return url.startsWith('file:') ? openSqlite(url) : openPostgresql(url, options);
}
