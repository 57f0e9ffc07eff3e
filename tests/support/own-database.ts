import { createHash } from 'node:crypto';
import { Client } from 'pg';

/**
 * The settings that give an installation a database of its own on the tests' PostgreSQL server, whose address is in
 * TEST_POSTGRESQL: a copy of the empty one there, the same each time for the same data folder.
 */
export async function ownDatabase(dataDir: string): Promise<Record<string, string>> {
  const address = process.env.TEST_POSTGRESQL;
  if (address === undefined) throw new Error('TEST_POSTGRESQL names no server.');
  const name = `inlet-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  const client = new Client({ connectionString: `${address}postgres` });
  await client.connect();
  try {
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE "${name}" TEMPLATE "template"`);
  } finally {
    await client.end();
  }
  // The tests' server does not sync to disk.
  return { DATABASE_URL: `${address}${name}`, ALLOW_UNSAFE_DATABASE: 'true' };
}
