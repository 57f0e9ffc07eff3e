import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const WORD = 'Zwijgwoord-5521';

it('takes what was erased out of the log once nobody reads from it any more, and holds up nobody until then', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [mo({ reference: 'regretted', text: WORD })]);
  const reading = new Sqlite(database.url.slice('file:'.length), { readonly: true });
  onTestFinished(() => {
    reading.close();
  });
  reading.exec('BEGIN; SELECT COUNT(*) FROM "Message"');

  const started = performance.now();
  await deliverTo(database, [mo({ text: '', custom: { deletedMessage: 'regretted' } }), mo()]);
  expect(performance.now() - started).toBeLessThan(8000);
  expect(await database.reader.message.count({ where: { text: WORD } })).toBe(0);
  expect(await database.filesHolding(WORD)).not.toEqual([]);

  reading.exec('COMMIT');
  await expect.poll(() => database.filesHolding(WORD)).toEqual([]);
});
