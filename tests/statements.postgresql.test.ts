import { expect, it } from 'vitest';
import { installDatabase } from '@/lib/db/engine/database';
import { openDatabase } from '@/lib/db/engine/open-database';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { listProblems } from '@/lib/inbox/problems/list-problems';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { reparse } from '@/lib/inbox/reparsing/reparse';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { suggestSearch } from '@/lib/inbox/reading/suggest-search';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';
import { recordStatements } from './support/record-statements';

it('no statement holds what a customer said, so that neither a log of statements nor their statistics do', async () => {
  const { url } = await openTestDatabase();
  const line = await recordStatements(url);
  const database = await openDatabase(line.url, { allowUnsafe: true });
  installDatabase(database);
  const admin = callerWith('admin');
  const from = { number: '+31698765432', name: 'Zwijgnaam' };
  const file = {
    mediaUri: 'https://cdn-1.messaging.cm.com/fileproxy/files/zwijgfile',
    contentType: '',
    title: 'Zwijgtitel',
  };
  await deliverTo(database, [
    mo({ ...from, reference: 'wamid.zwijgwoord', text: "Zwijgwoord's", media: file }),
    mo({ ...from, text: 'Zwijgwoord too', messageContext: 'wamid.zwijgwoord' }),
    { unreadable: 'wamid.zwijgwoord' },
  ]);
  for (const q of ['zwijgwoord', 'from:zwijgnaam zwijg', '-zwijgwoord', '98765432']) await searchInbox(admin, { q });
  await suggestSearch(admin, { q: 'from:zwijg' });
  const { items } = await listConversations(admin, { q: 'zwijgnaam' });
  await readThread(admin, Number(items[0]?.id));
  await deliverTo(database, [mo({ ...from, text: '', custom: { deletedMessage: 'wamid.zwijgwoord' } })]);
  await reparse(database, { version: 'next' });
  expect((await listProblems(admin)).items).toMatchObject([{ reason: 'emptied' }]);
  await database.close();
  await line.stop();

  const statements = line.statements();
  for (const part of ['INSERT INTO "Message"', '"searchText" LIKE $', '"body") > 0', 'UPDATE'])
    expect(statements.some((statement) => statement.includes(part))).toBe(true);
  expect(statements.filter((statement) => /zwijg|98765432/i.test(statement))).toEqual([]);
});
