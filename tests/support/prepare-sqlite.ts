import type { TestProject } from 'vitest/node';
import { makeEmptySqlite } from './empty-databases';

/** Migrates one empty file for all tests: each takes a copy of it. */
export default async function prepareSqlite(project: TestProject) {
  const { file, remove } = await makeEmptySqlite();
  project.provide('sqliteTemplate', file);
  return remove;
}
