import { describe, expect, it, onTestFinished } from 'vitest';
import { installFaultyStorage } from './simulation/faulty-storage';
import { keysIn } from './support/acknowledged-but-lost';
import { openTestDatabase } from './support/open-test-database';

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
    expect(await keysIn(database)).toEqual(['taken']);
  });
});
