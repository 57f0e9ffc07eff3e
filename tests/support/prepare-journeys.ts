import { startPostgresql } from '@/lib/commands/start-postgresql';

/** Starts the PostgreSQL server that the journeys of that engine share. */
export default async function prepareJourneys() {
  const server = await startPostgresql();
  process.env.TEST_POSTGRESQL = server.url('');
  return () => server.stop();
}
