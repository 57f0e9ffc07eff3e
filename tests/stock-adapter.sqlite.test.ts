import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { describe, expect, it } from 'vitest';
import { PrismaClient } from '@/lib/db/generated/sqlite/client';
import { acknowledgedButLost } from './support/acknowledged-but-lost';
import { countOf } from './support/count-of';
import { openTestDatabase } from './support/open-test-database';

const ROUNDS = countOf('FAILING_TRANSACTIONS', { few: 25, many: 200 });

describe('a write that is acknowledged while another transaction fails', () => {
  it('is lost with the adapter as it comes, which shows that these tests look in the right place', async () => {
    const database = await openTestDatabase();
    const stock = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: database.url }) });
    const lost = await acknowledgedButLost(database, ROUNDS, {
      failing: (inside) =>
        stock.$transaction(async (tx) => {
          await tx.setting.create({ data: { key: 'doomed', value: '' } });
          await inside();
          throw new Error('undone');
        }),
      plain: (key) => stock.setting.create({ data: { key, value: '' } }),
    });
    await stock.$disconnect();
    expect(lost.length).toBeGreaterThanOrEqual(0.95 * ROUNDS);
  });
});
