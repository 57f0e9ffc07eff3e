import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { config } from '@/lib/config/config';
import type { Database } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { OpeningFailure } from '@/lib/db/engine/opening-failure';
import { eachCopy } from '@/lib/db/tables/media-store';
import { readSetting, writeSetting } from '@/lib/db/tables/settings';
import { listCopies, mediaFolder } from '@/lib/media/media-store';

/** The file in DATA_DIR that holds the id of the database which the media beside it belong to. */
const OWNER = 'media-owner';

/**
 * Notes in DATA_DIR that its media belong to this database. Throws `OpeningFailure` when there are files of which this
 * database knows none, as when DATABASE_URL has a typing error: the sweep at the start would remove all of them. With the
 * note, files that are left over from erased messages do not stop a start.
 */
export async function claimMedia(database: Database): Promise<void> {
  const file = path.join(config().DATA_DIR, OWNER);
  const owner = await readFile(file, 'utf8').catch(() => null);
  const id = await database.write(settleId);
  if (owner === id) return;
  const copies = await listCopies();
  if (copies.length > 0 && !(await knowsOneOf(database, copies)))
    throw new OpeningFailure(
      `The files in ${mediaFolder()} belong to another database, and a start with this one would remove them: set DATABASE_URL to that database, give this one a DATA_DIR of its own, or remove the files.`,
    );
  await writeFile(file, id, { mode: 0o600 });
}

async function knowsOneOf({ reader }: Database, copies: string[]): Promise<boolean> {
  const names = new Set(copies);
  for await (const { fileName } of eachCopy(reader)) if (names.has(fileName)) return true;
  return false;
}

async function settleId(tx: Tx): Promise<string> {
  const known = await readSetting(tx, 'databaseId');
  const id = known ?? randomUUID();
  if (known === null) await writeSetting(tx, 'databaseId', id);
  return id;
}
