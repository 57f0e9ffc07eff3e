import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '@/lib/db/open-database';

/** Migrates one empty file for all tests: each takes a copy of it. */
export default async function prepareSqlite(project: TestProject) {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-template-'));
  const file = path.join(folder, 'inlet.db');
  await (await openDatabase(`file:${file}`)).close();
  project.provide('sqliteTemplate', file);
  return () => rm(folder, { recursive: true });
}
