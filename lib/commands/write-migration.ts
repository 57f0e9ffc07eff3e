import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, sqliteDrift } from '@/lib/db/open-database';

/** Writes the SQL between the migrations and `prisma/schema.prisma` into a new migration: `npm run write-migration -- NAME`. */
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('Name the migration: npm run write-migration -- some_name');

const url = `file:${path.join(mkdtempSync(path.join(tmpdir(), 'inlet-migration-')), 'inlet.db')}`;
await (await openDatabase(url)).close();
const sql = await sqliteDrift(url, readFileSync('prisma/schema.prisma', 'utf8'));
if (sql === '') {
  console.log('The migrations already lead to this schema.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join('prisma/migrations/sqlite', `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'migration.sql'), sql);
  console.log(`Wrote ${folder}/migration.sql`);
}
