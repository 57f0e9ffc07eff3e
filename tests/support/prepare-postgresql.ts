import type { TestProject } from 'vitest/node';
import { startPostgresql } from '@/lib/commands/start-postgresql';
import { openDatabase } from '@/lib/db/open-database';

/** Starts one PostgreSQL server and migrates one empty database on it for all tests: each takes a copy of it. */
export default async function preparePostgresql(project: TestProject) {
  const server = await startPostgresql();
  const template = await server.createDatabase('template');
  await (await openDatabase(template, { allowUnsafe: true })).close();
  project.provide('postgresqlServer', { address: server.url(''), folder: server.folder });
  return () => server.stop();
}
