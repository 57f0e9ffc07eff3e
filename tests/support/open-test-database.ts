import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { installDatabase, type Database } from '@/lib/db/database';
import { openDatabase } from '@/lib/db/open-database';

export type TestDatabase = Database & { file: string };

/** Opens a copy of the template for the test that calls it, as the database of this process, and removes it after. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-test-'));
  const file = path.join(folder, 'inlet.db');
  await copyFile(inject('templateDatabase'), file);
  const database = await openDatabase(`file:${file}`);
  installDatabase(database);
  onTestFinished(async () => {
    installDatabase(undefined);
    await database.close();
    await rm(folder, { recursive: true });
  });
  return { ...database, file };
}
