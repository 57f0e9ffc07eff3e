import { once } from 'node:events';
import { scheduler } from 'node:timers/promises';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PrismaClient } from '@/lib/db/generated/sqlite/client';
import { installFaultyStorage } from './simulation/faulty-storage';
import { openTestDatabase } from './support/open-test-database';

const ROUNDS = 25;

describe('a write that is acknowledged while another transaction fails', () => {
  it('is kept when both go through the one writer', async () => {
    const database = await openTestDatabase();
    const lost = await acknowledgedButLost(database.file, {
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
    const lost = await acknowledgedButLost(database.file, {
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

  it('is lost with the adapter as it comes, which shows that these tests look in the right place', async () => {
    const database = await openTestDatabase();
    const stock = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${database.file}` }) });
    const lost = await acknowledgedButLost(database.file, {
      failing: (inside) =>
        stock.$transaction(async (tx) => {
          await tx.setting.create({ data: { key: 'doomed', value: '' } });
          await inside();
          throw new Error('undone');
        }),
      plain: (key) => stock.setting.create({ data: { key, value: '' } }),
    });
    await stock.$disconnect();
    expect(lost.length).toBeGreaterThan(0);
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
    expect(keysOnDisk(database.file)).toEqual(['after', 'before']);
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
    const seen: number[] = [];
    database.onCommit(() => seen.push(keysOnDisk(database.file).length));
    await Promise.all(
      ['a', 'b', 'c'].map((key) => database.write((tx) => tx.setting.create({ data: { key, value: '' } }))),
    );
    expect(seen).toEqual([3]);
  });
});

describe('a storage that fails for a moment', () => {
  it.each([
    ['beginning a transaction', 0],
    ['a statement of the job', 2],
    ['ending the job', 3],
    ['committing', 4],
  ])('refuses what was waiting, and takes the next write, after failing at %s', async (_what, calls) => {
    const database = await openTestDatabase();
    const storage = installFaultyStorage();
    onTestFinished(storage.remove);
    const write = (key: string) => database.write((tx) => tx.setting.create({ data: { key, value: '' } }));
    storage.failAfter(calls, 'SQLITE_IOERR');
    await expect(write('refused')).rejects.toThrow();
    await write('taken');
    expect(keysOnDisk(database.file)).toEqual(['taken']);
  });
});

describe('the connection for reading', () => {
  it('cannot write', async () => {
    const database = await openTestDatabase();
    await expect(database.reader.setting.create({ data: { key: 'key', value: '' } })).rejects.toThrow();
  });
});

/** Keys that were acknowledged while a transaction was open that then failed, and that are not in the file. */
async function acknowledgedButLost(
  file: string,
  {
    failing,
    plain,
  }: { failing: (inside: () => Promise<void>) => Promise<never>; plain: (key: string) => Promise<unknown> },
): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const key = `round ${round}`;
    const opened = new EventTarget();
    const isOpen = once(opened, 'open');
    const failed = failing(async () => {
      opened.dispatchEvent(new Event('open'));
      // A writer that is right holds the other one back until this transaction ends, so its answer cannot be awaited.
      await scheduler.wait(15);
    });
    const settled = expect(failed).rejects.toThrow('undone');
    await isOpen;
    await plain(key);
    acknowledged.push(key);
    await settled;
  }
  const kept = new Set(keysOnDisk(file));
  expect(kept.has('doomed')).toBe(false);
  return acknowledged.filter((key) => !kept.has(key));
}

function keysOnDisk(file: string): string[] {
  const connection = new Sqlite(file, { readonly: true });
  const keys = connection.prepare<[], { key: string }>('SELECT key FROM Setting ORDER BY key').all();
  connection.close();
  return keys.map(({ key }) => key);
}
