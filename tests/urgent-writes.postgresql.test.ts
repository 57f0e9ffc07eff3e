import { expect, it } from 'vitest';
import { openTestDatabase } from './support/open-test-database';

it('an urgent job is committed while another one is still at work', async () => {
  const database = await openTestDatabase();
  await database.write(async (tx) => {
    await tx.setting.create({ data: { key: 'slow', value: '' } });
    await database.write((beside) => beside.setting.create({ data: { key: 'urgent', value: '' } }), { urgent: true });
    expect(await database.reader.setting.count()).toBe(1);
  });
  expect(await database.reader.setting.count()).toBe(2);
});
