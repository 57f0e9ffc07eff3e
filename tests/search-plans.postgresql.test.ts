import { expect, it } from 'vitest';
import * as z from 'zod';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

it('the server plans each search for its own words', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [mo({ text: 'Good morning' })]);
  // After five times, a statement with a name is planned for whatever words.
  for (let turn = 0; turn < 6; turn += 1) {
    expect((await searchInbox(callerWith('admin'), { q: 'morning' })).items).toHaveLength(1);
  }
  const kept = z
    .array(z.object({ statement: z.string() }))
    .parse(await database.reader.$queryRaw`SELECT statement FROM pg_prepared_statements`)
    .map(({ statement }) => statement);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter((statement) => statement.includes(' LIKE '))).toEqual([]);
});
