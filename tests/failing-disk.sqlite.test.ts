import { describe, expect, it, onTestFinished } from 'vitest';
import { startApplyWorker } from '@/lib/inbox/receiving/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { installFaultyStorage } from './simulation/faulty-storage';
import { keysIn } from './support/acknowledged-but-lost';
import { mo } from './support/mo';
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

  it('is asked again for what waits, though nothing new arrives', async () => {
    const database = await openTestDatabase();
    await receiveDelivery(new TextEncoder().encode(JSON.stringify(mo())), null);
    const storage = installFaultyStorage();
    onTestFinished(storage.remove);
    storage.failAfter(0, 'SQLITE_IOERR');
    const stop = startApplyWorker(database);
    await expect.poll(async () => (await database.rows('Delivery'))[0]?.state).toBe('applied');
    await stop();
  });

  it.each([0, 2, 4])(
    'refuses deliveries that arrive together, and takes them when they come again (%i)',
    async (calls) => {
      const database = await openTestDatabase();
      const storage = installFaultyStorage();
      onTestFinished(storage.remove);
      const bodies = ['one', 'two'].map((text) => new TextEncoder().encode(text));
      const receive = () => Promise.allSettled(bodies.map((body) => receiveDelivery(body, null)));
      storage.failAfter(calls, 'SQLITE_FULL');
      expect((await receive()).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(await database.rows('Delivery')).toEqual([]);
      expect((await receive()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      expect(await database.rows('Delivery')).toHaveLength(2);
    },
  );
});
