import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { installDatabase, type Database } from '@/lib/db/database';
import { openDatabase } from '@/lib/db/open-database';

export type TestDatabase = Database & {
  file: string;
  /** Closes and removes it before the test ends. */
  remove: () => Promise<void>;
};

/** Opens a copy of the template as the database of this process, until the test that calls it ends. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-test-'));
  const file = path.join(folder, 'inlet.db');
  await copyFile(inject('templateDatabase'), file);
  const database = await openDatabase(`file:${file}`);
  installDatabase(database);
  let removed: Promise<void> | undefined;
  const remove = () => {
    removed ??= (async () => {
      installDatabase(undefined);
      await database.close();
      await rm(folder, { recursive: true });
    })();
    return removed;
  };
  onTestFinished(remove);
  return { ...database, file, remove };
}
