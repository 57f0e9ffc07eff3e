import { makeEmptySqlite, startEmptyPostgresql } from './empty-databases';

/** Makes the empty file that journeys copy, and starts the PostgreSQL server that those of that engine share. */
export default async function prepareJourneys() {
  const [sqlite, server] = await Promise.all([makeEmptySqlite(), startEmptyPostgresql()]);
  process.env.TEST_SQLITE = sqlite.file;
  process.env.TEST_POSTGRESQL = server.url('');
  return () => Promise.all([sqlite.remove(), server.stop()]);
}
