import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { config } from '@/lib/config/config';
import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/database';
import { forgetCutOffDeletions, listFileNames } from '@/lib/db/media';

const MINUTES_OF_OTHERS = 30;

/**
 * Settles at the start what a stop may have cut off: removes files of the store that belong to no message (half-written
 * copies, and those of messages that were erased a moment before), and lets deletions be asked for again.
 */
export async function sweepStore(database: Database): Promise<void> {
  // What is young may be another process's work under way.
  const cutOffBefore = new Date(Date.now() - (database.shared ? MINUTES_OF_OTHERS * 60_000 : 0));
  await database.write((tx) => forgetCutOffDeletions(tx, cutOffBefore));
  await database.scrub();
  const folder = path.join(config().DATA_DIR, 'media');
  const known = await listFileNames(database.reader);
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const unknown = files.filter((file) => file.isFile() && !known.has(file.name));
  let removed = 0;
  for (const { parentPath, name } of unknown) {
    const file = path.join(parentPath, name);
    const written = await stat(file).catch(() => null);
    if (!written || written.mtime > cutOffBefore) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  if (removed > 0) log().info({ files: removed }, 'orphans removed from the store');
}
