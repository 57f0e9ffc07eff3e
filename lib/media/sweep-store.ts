import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/engine/database';
import { releaseDeletions } from '@/lib/db/tables/media';
import { eachCopy, markFound, markMissing } from '@/lib/db/tables/media-store';
import { mediaFolder } from './media-store';

/** What is young may be work under way: a copy that has no row yet. */
const UNDER_WAY_MS = 30 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** What a sweep did: files of nobody removed, and their bytes; copies asked for again; copies that are back. */
export type Swept = { removed: number; bytes: number; missing: number; found: number };

/**
 * Settles at the start what a stop cut off, and sweeps the store then and every day. When no other process shares the
 * database, a file without a row belongs to no message, and requests that a stop cut off are sent again at once.
 */
export async function startSweeping(database: Database): Promise<() => void> {
  if (!database.shared) await database.write((tx) => releaseDeletions(tx));
  await database.scrub();
  await sweepStore(database, new Date(Date.now() - (database.shared ? UNDER_WAY_MS : 0)));
  const timer = setInterval(() => {
    sweepStore(database, new Date(Date.now() - UNDER_WAY_MS)).catch((error: unknown) => {
      log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'The store could not be swept.');
    });
  }, DAY_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

/**
 * Removes files of the store that belong to no message and were written before the given time: half-written copies, and
 * those of messages that were erased a moment before a stop. Asks CM.com again for copies that have vanished.
 */
export async function sweepStore(
  database: Database,
  before: Date = new Date(Date.now() - UNDER_WAY_MS),
): Promise<Swept> {
  const { orphans, missing, found } = await compareStore(database, before);
  const now = new Date();
  const swept: Swept = { removed: 0, bytes: 0, missing: 0, found: 0 };
  for (const orphan of orphans) {
    await rm(orphan.path, { force: true });
    swept.removed += 1;
    swept.bytes += orphan.bytes;
  }
  for (const id of missing) if (await database.write((tx) => markMissing(tx, id, now))) swept.missing += 1;
  for (const id of found) if (await database.write((tx) => markFound(tx, id))) swept.found += 1;
  if (swept.removed + swept.missing + swept.found > 0) log().info(swept, 'the store was swept');
  return swept;
}

type Comparison = { orphans: { path: string; bytes: number }[]; missing: number[]; found: number[] };

/** What the disk and the rows do not agree about. Files written since `before` are left out. */
export async function compareStore(database: Database, before: Date): Promise<Comparison> {
  const entries = await readdir(mediaFolder(), { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map(
    entries.filter((entry) => entry.isFile()).map(({ name, parentPath }) => [name, path.join(parentPath, name)]),
  );
  const comparison: Comparison = { orphans: [], missing: [], found: [] };
  for await (const { id, fileName, state } of eachCopy(database.reader)) {
    const isHere = files.delete(fileName);
    if (state === 'stored' && !isHere) comparison.missing.push(id);
    if (state !== 'stored' && isHere) comparison.found.push(id);
  }
  for (const file of files.values()) {
    const written = await stat(file).catch(() => null);
    if (written && written.mtime < before) comparison.orphans.push({ path: file, bytes: written.size });
  }
  return comparison;
}
