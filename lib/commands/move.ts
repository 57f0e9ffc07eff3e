import { parseArgs } from 'node:util';
import { config } from '@/lib/config/config';
import { lockDatabase } from '@/lib/db/engine/lock-database';
import { moveDatabase } from '@/lib/db/engine/move-database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { adoptKeys } from '@/lib/inbox/setup/adopt-keys';

/** Copies the SQLite inbox of this installation into an empty PostgreSQL: `npm run move -- --to postgresql://…`. */
const { values } = parseArgs({ options: { to: { type: 'string' } } });
const { DATABASE_URL, DATA_DIR } = config();
try {
  if (!values.to || !/^postgres(ql)?:\/\//.test(values.to))
    throw new Error('Name the target: npm run move -- --to postgresql://USER:PASSWORD@HOST/DATABASE');
  if (!DATABASE_URL.startsWith('file:'))
    throw new Error('DATABASE_URL is not a SQLite file, so there is nothing to move.');
  // What arrived now would be missing.
  const lock = await lockDatabase(DATABASE_URL, DATA_DIR);
  const source = await openDatabase(DATABASE_URL);
  await adoptKeys(source).finally(source.close);
  let last = '';
  const counts = await moveDatabase({ from: DATABASE_URL, to: values.to }, ({ table, rows, of }) => {
    const line = `${table}: ${Math.floor((rows / of) * 100).toString()} %`;
    if (line !== last) console.log(line);
    last = line;
  });
  lock.release();
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(
    `Moved ${rows.toString()} rows in ${Object.keys(counts).length.toString()} tables; both sides hold the same.`,
  );
  console.log(`Start Inlet with DATABASE_URL set to that address. Files and secrets stay in ${DATA_DIR}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
