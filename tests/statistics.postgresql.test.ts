import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/engine/open-database';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';
import { askPostgresql } from './support/rows';

/** Texts and bytes that Inlet itself makes: words of its own, keyed hashes, ids of accounts. No customer's word gets into them. */
const OWN = [
  ...['Account.*', 'AccountNumber.*', 'ApiToken.*', 'Change.*', 'Declaration.*', 'Lease.*', 'Limit.*', 'PassingOn.*'],
  ...['PasswordLink.*', 'RateLimit.*', 'ReadMark.*', 'Session.*', 'User.*', 'Verification.*', 'Erasure.*'],
  ...[
    'AuditEntry.action',
    'AuditEntry.hash',
    'AuditEntry.userId',
    'SavedView.userId',
    'Setting.key',
    'UnseenName.what',
  ],
  ...['Delivery.digest', 'Delivery.reason', 'Delivery.state'],
  ...['Media.deletingUserId', 'Media.deletionReason', 'Media.mediaType', 'Media.reason', 'Media.state'],
  ...['Message.direction', 'Message.identity', 'Message.kind', 'Message.referenceHash'],
];

/** Columns and expressions of indexes of which PostgreSQL collects values, though they are neither numbers nor instants. */
const COLLECTED = `
  SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\\_prisma%' AND a.attnum > 0 AND NOT a.attisdropped
    AND t.typcategory NOT IN ('N', 'D', 'B') AND COALESCE(a.attstattarget, -1) <> 0
    AND (c.relkind IN ('r', 'p', 'm') OR i.indkey[a.attnum - 1] = 0)
  UNION ALL SELECT stxname FROM pg_statistic_ext ORDER BY 1`;

/** Everything that PostgreSQL remembers of values, in one text. */
const REMEMBERED = `
  SELECT COALESCE(string_agg(s::text, ' '), '') AS all FROM (SELECT * FROM pg_statistic) s`;

const STATISTICS_OF_TEXT = `SELECT 1 FROM pg_stats WHERE tablename = 'Message' AND attname = 'text'`;

it('no column that can hold what customers say has statistics, unless it is listed here', async () => {
  const { url } = await openTestDatabase();
  const names = (await askPostgresql(url, COLLECTED)).map(({ name }) => String(name));
  expect(names.filter((name) => !OWN.includes(name) && !OWN.includes(name.replace(/\..*/, '.*')))).toEqual([]);
});

it('a new column, an index of an expression and statistics of several columns would be found', async () => {
  const { url } = await openTestDatabase();
  const before = await askPostgresql(url, COLLECTED);
  await askPostgresql(
    url,
    `ALTER TABLE "Message" ADD "note" TEXT, ADD "notes" JSONB;
     CREATE INDEX "lowered" ON "Message" (lower("text"));
     CREATE STATISTICS "both" ON "kind", "text" FROM "Message"`,
  );
  const added = (await askPostgresql(url, COLLECTED)).filter(
    ({ name }) => !before.some((known) => known.name === name),
  );
  expect(added.map(({ name }) => name).sort()).toEqual(['Message.note', 'Message.notes', 'both', 'lowered.lower']);
});

it('nothing that a customer said or is called is left in the statistics or the files after an erasure', async () => {
  const database = await openTestDatabase();
  const markers = ['Zwijgwoord', 'zwijgwoord', 'wamid.zwijg', 'Zwijgnaam', '31612340000'];
  const told = Array.from({ length: 30 }, (_, index) =>
    mo({
      text: `Zwijgwoord ${(index % 3).toString()}`,
      reference: `wamid.zwijg-${index.toString()}`,
      name: 'Zwijgnaam',
    }),
  );
  await deliverTo(database, [told]);
  await askPostgresql(database.url, 'ANALYZE');
  const [{ all } = {}] = await askPostgresql(database.url, REMEMBERED);
  for (const marker of markers) expect(all).not.toContain(marker);
  expect(all).toContain('text');
  await deliverTo(database, [
    told.map(({ reference }) => mo({ text: '', custom: { deletedMessage: reference }, name: 'Another' })),
  ]);
  await askPostgresql(database.url, 'ANALYZE');
  for (const marker of markers.slice(0, 3)) expect(await database.filesHolding(marker)).toEqual([]);
});

it('the migration removes what was collected before, within one transaction, and writes no table or index anew', async () => {
  const database = await openTestDatabase();
  await deliverTo(
    database,
    Array.from({ length: 12 }, (_, index) => mo({ text: `Zwijgwoord ${(index % 2).toString()}` })),
  );
  await askPostgresql(
    database.url,
    `ALTER TABLE "Message" ALTER "text" SET STATISTICS -1, ALTER "searchText" SET STATISTICS -1, ALTER "content" SET STATISTICS -1;
     ANALYZE "Message"`,
  );
  const remembered = async () => (await askPostgresql(database.url, REMEMBERED))[0]?.all;
  expect(await remembered()).toContain('Zwijgwoord');
  const files = () =>
    askPostgresql(
      database.url,
      `SELECT relname, relfilenode FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
  const before = await files();
  const folder = 'prisma/migrations/postgresql';
  const name = readdirSync(folder).find((each) => each.endsWith('_erased_everywhere')) ?? '';
  const sql = readFileSync(`${folder}/${name}/migration.sql`, 'utf8');
  const onlooker = await lookOn(database.url);
  // Without the columns, which are there.
  await askPostgresql(database.url, `BEGIN; ${sql.slice(sql.indexOf('-- What is known'))}; COMMIT`);
  expect(await remembered()).not.toContain('wijgwoord');
  expect(await files()).toEqual(before);

  // The rows that are gone stay in the file of the statistics while somebody might look at them, and after that.
  expect(await database.filesHolding('Zwijgwoord')).toContain(await fileOfStatistics(database.url));
  await onlooker.end();
  await database.scrub();
  expect(await database.filesHolding('Zwijgwoord')).not.toContain(await fileOfStatistics(database.url));
});

it('a database that is brought up to date has nothing of them in its files either', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [mo({ text: 'Zwijgwoord' }), mo({ text: 'Zwijgwoord' })]);
  await askPostgresql(
    database.url,
    `ALTER TABLE "Message" ALTER "text" SET STATISTICS -1; ANALYZE "Message";
     DELETE FROM "_prisma_migrations" WHERE migration_name LIKE '%_erased_everywhere';
     ALTER TABLE "Erasure" DROP "referenceHash", DROP "senderHash"`,
  );
  expect(await database.filesHolding('Zwijgwoord')).toContain(await fileOfStatistics(database.url));
  // PostgreSQL copies rows that an open query could still see, so the first tries leave them in the file.
  const onlooker = await lookOn(database.url);
  const opening = openDatabase(database.url, { allowUnsafe: true });
  await expect.poll(() => askPostgresql(database.url, STATISTICS_OF_TEXT)).toEqual([]);
  await onlooker.end();
  await (await opening).close();
  expect(await database.filesHolding('Zwijgwoord')).not.toContain(await fileOfStatistics(database.url));
});

/** A connection with an open transaction that sees everything as it is now. */
async function lookOn(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await client.query('SELECT 1 FROM "Lease"');
  return client;
}

async function fileOfStatistics(url: string): Promise<string> {
  return String((await askPostgresql(url, `SELECT pg_relation_filenode('pg_statistic') AS file`))[0]?.file);
}
