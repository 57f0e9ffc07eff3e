import type { TestProject } from 'vitest/node';
import { startEmptyPostgresql } from './empty-databases';

/** Starts one PostgreSQL server and migrates one empty database on it for all tests: each takes a copy of it. */
export default async function preparePostgresql(project: TestProject) {
  const server = await startEmptyPostgresql();
  project.provide('postgresqlServer', { address: server.url(''), folder: server.folder });
  return () => server.stop();
}
