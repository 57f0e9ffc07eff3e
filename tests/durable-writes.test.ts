import { describe, expect, it } from 'vitest';
import { acknowledgedButLost, keysIn } from './support/acknowledged-but-lost';
import { countOf } from './support/count-of';
import { openTestDatabase } from './support/open-test-database';

const ROUNDS = countOf('FAILING_TRANSACTIONS', { few: 25, many: 200 });

describe('a write that is acknowledged while another transaction fails', () => {
  it('is kept when both go through the one writer', async () => {
    const database = await openTestDatabase();
    const lost = await acknowledgedButLost(database, ROUNDS, {
      failing: (inside) =>
        database.write(async (tx) => {
          await tx.setting.create({ data: { key: 'doomed', value: '' } });
          await inside();
          throw new Error('undone');
        }),
      plain: (key) => database.write((tx) => tx.setting.create({ data: { key, value: '' } })),
    });
    expect(lost).toEqual([]);
  });

  it('is kept when it is a plain query beside a transaction of somebody else on the writing connection', async () => {
    const database = await openTestDatabase();
    const lost = await acknowledgedButLost(database, ROUNDS, {
      failing: (inside) =>
        database.writer.$transaction(async (tx) => {
          await tx.setting.create({ data: { key: 'doomed', value: '' } });
          await inside();
          throw new Error('undone');
        }),
      plain: (key) => database.writer.setting.create({ data: { key, value: '' } }),
    });
    expect(lost).toEqual([]);
  });
});

describe('the group of writes', () => {
  it('undoes the one that fails and keeps the others of the same commit', async () => {
    const database = await openTestDatabase();
    const write = (key: string) => database.write((tx) => tx.setting.create({ data: { key, value: '' } }));
    const outcomes = await Promise.allSettled([
      write('before'),
      database.write(async (tx) => {
        await tx.setting.create({ data: { key: 'doomed', value: '' } });
        throw new Error('undone');
      }),
      write('after'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await keysIn(database)).toEqual(['after', 'before']);
  });

  it('shows nothing to readers before the commit', async () => {
    const database = await openTestDatabase();
    await database.write(async (tx) => {
      await tx.setting.create({ data: { key: 'not yet', value: '' } });
      expect(await database.reader.setting.count()).toBe(0);
    });
    expect(await database.reader.setting.count()).toBe(1);
  });

  it('tells once for a commit, after it', async () => {
    const database = await openTestDatabase();
    const seen: Promise<string[]>[] = [];
    database.onCommit(() => seen.push(keysIn(database)));
    await Promise.all(
      ['a', 'b', 'c'].map((key) => database.write((tx) => tx.setting.create({ data: { key, value: '' } }))),
    );
    expect(await Promise.all(seen)).toEqual([['a', 'b', 'c']]);
  });
});

describe('the connection for reading', () => {
  it('cannot write', async () => {
    const database = await openTestDatabase();
    await expect(database.reader.setting.create({ data: { key: 'key', value: '' } })).rejects.toThrow();
  });
});
