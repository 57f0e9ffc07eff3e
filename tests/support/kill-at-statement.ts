import { Client } from 'pg';
import { migratePostgresql } from '@/lib/db/engine/migrate-postgresql';
import { migrateSqlite } from '@/lib/db/engine/migrate-sqlite';

// A process of its own: migrates the database of the first argument and kills itself before a statement. It is bundled and
// started by `tests/cut-off-migrations.test.ts`. Exit code 0: there were fewer statements.
const [url = '', statement = ''] = process.argv.slice(2);
const onStatement = (number: number) => {
  if (number === Number(statement)) process.kill(process.pid, 'SIGKILL');
};
if (url.startsWith('file:')) {
  await migrateSqlite(url.slice('file:'.length), { onStatement });
} else {
  const client = new Client({ connectionString: url });
  await client.connect();
  await migratePostgresql(client, { onStatement });
  await client.end();
}
