import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { config } from '@/lib/config/config';
import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/database';
import { forgetCutOffDeletions, listFileNames } from '@/lib/db/media';

/**
 * Settles at the start what a stop may have cut off: removes files of the store that belong to no message (half-written
 * copies, and those of messages that were erased a moment before), and lets deletions be asked for again.
 */
export async function sweepStore(database: Database): Promise<void> {
  await database.write((tx) => forgetCutOffDeletions(tx));
  await database.scrub();
  const folder = path.join(config().DATA_DIR, 'media');
  const known = await listFileNames(database.reader);
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const orphans = files.filter((file) => file.isFile() && !known.has(file.name));
  for (const orphan of orphans) await rm(path.join(orphan.parentPath, orphan.name), { force: true });
  if (orphans.length > 0) log().info({ files: orphans.length }, 'orphans removed from the store');
}
