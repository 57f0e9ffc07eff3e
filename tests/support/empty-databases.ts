import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgresql } from '@/lib/commands/checks/start-postgresql';
import { openDatabase } from '@/lib/db/engine/open-database';

/** An SQLite file with all tables and no rows, for copies, and what removes it. */
export async function makeEmptySqlite(): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-template-'));
  const file = path.join(folder, 'inlet.db');
  await (await openDatabase(`file:${file}`)).close();
  return { file, remove: () => rm(folder, { recursive: true }) };
}

/** A PostgreSQL server whose database `template` has all tables and no rows. */
export async function startEmptyPostgresql() {
  const server = await startPostgresql();
  const template = await server.createDatabase('template');
  await (await openDatabase(template, { allowUnsafe: true })).close();
  return server;
}
