import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/engine/open-database';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const caller = callerWith('admin');

it('nothing of an erased message stays in the index, not even three letters of it', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [mo({ text: 'Good morning' }), mo({ reference: 'regretted', text: 'Zwijgwoord' })]);
  expect(trigramsIn(database.url)).toContain('zwi');
  await deliverTo(database, [mo({ text: '', custom: { deletedMessage: 'regretted' } })]);
  const left = trigramsIn(database.url);
  expect(left.filter((trigram) => 'zwijgwoord'.includes(trigram))).toEqual([]);
  expect(left).toContain('mor');
});

it('a file without an index, or without what keeps it, gets both when it is opened', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [mo({ text: 'Here before the index' })]);
  const connection = new Sqlite(fileOf(database.url));
  for (const name of ['added', 'removed', 'old', 'new']) connection.exec(`DROP TRIGGER "MessageSearch_${name}"`);
  connection.exec('DROP TABLE "MessageSearch"');
  connection.close();
  await (await openDatabase(database.url)).close();
  await deliverTo(database, [mo({ text: 'Here after the index' })]);
  const { items } = await searchInbox(caller, { q: 'the index' });
  expect(items.map(({ message }) => message.text).sort()).toEqual(['Here after the index', 'Here before the index']);
});

/** Everything that the index knows, read past Inlet. */
function trigramsIn(url: string): string[] {
  const connection = new Sqlite(fileOf(url));
  try {
    connection.exec(`CREATE VIRTUAL TABLE temp."Known" USING fts5vocab('main', 'MessageSearch', 'row')`);
    return connection
      .prepare<[], { term: string }>('SELECT term FROM "Known"')
      .all()
      .map(({ term }) => term);
  } finally {
    connection.close();
  }
}

function fileOf(url: string): string {
  return url.slice('file:'.length);
}
