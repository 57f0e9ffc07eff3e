import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { applyReceived, startApplyWorker } from '@/lib/inbox/receiving/apply-worker';
import { replayProblem } from '@/lib/inbox/problems/replay-problem';
import { isRush, receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { reparse } from '@/lib/inbox/reparsing/reparse';
import { generateDeliveries } from '@/lib/samples/generate-deliveries';
import { callerWith } from './support/callers';
import { conversationsOf } from './support/conversations-of';
import { countOf } from './support/count-of';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

const SEED = 20_260_106;

describe('a worker that was away', () => {
  it('applies each delivery of a long backlog once', async () => {
    const count = countOf('BACKLOG', { few: 300, many: 10_000 });
    const database = await openTestDatabase();
    await receiveAll([...generateDeliveries({ seed: SEED, count })]);
    const waiting = await database.reader.delivery.count({ where: { state: 'received' } });
    expect(waiting).toBeGreaterThan(count * 0.9);
    const before = process.memoryUsage.rss();
    await applyReceived(database);

    const deliveries = await database.reader.delivery.findMany({ select: { state: true, attempts: true } });
    expect(deliveries.filter(({ state }) => state === 'received')).toEqual([]);
    expect(new Set(deliveries.map(({ attempts }) => attempts))).toEqual(new Set([1]));
    const changes = await database.reader.change.findMany({ where: { type: 'message' } });
    expect(new Set(changes.map(({ messageId }) => messageId)).size).toBe(changes.length);
    expect(changes).toHaveLength(await database.reader.message.count());
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 2 ** 20);
  }, 600_000);
});

describe('a worker in a rush of deliveries', () => {
  const states = async (database: TestDatabase) => (await database.rows('Delivery')).map(({ state }) => state);

  it('lets them be acknowledged first, and reads them when the rush is over', async () => {
    const database = await openTestDatabase();
    await receiveAll([mo()]);
    let looked = 0;
    let rush = true;
    const isRushed = () => {
      looked += 1;
      return rush;
    };
    const stop = startApplyWorker(database, { isRushed, patienceMs: 60_000 });
    await expect.poll(() => looked).toBeGreaterThan(3);
    expect(await states(database)).toEqual(['received']);
    rush = false;
    await expect.poll(() => states(database)).toEqual(['applied']);
    await stop();
  });

  it('takes many at once for a rush, until their senders have had the time to send more', async () => {
    await openTestDatabase();
    await receiveDelivery(new TextEncoder().encode(JSON.stringify(mo())), null);
    expect(isRush()).toBe(false);
    await receiveAll(Array.from({ length: 10 }, () => mo()));
    expect(isRush()).toBe(true);
    expect(isRush(performance.now() + 1000)).toBe(false);
  });

  it('reads them all the same when the rush does not end', async () => {
    const database = await openTestDatabase();
    await receiveAll([mo()]);
    const stop = startApplyWorker(database, { isRushed: () => true, patienceMs: 20 });
    await expect.poll(() => states(database)).toEqual(['applied']);
    await stop();
  });
});

describe('a list of messages from very many customers', () => {
  it.each([1000, 6000])(
    'is applied whole when there are %d',
    async (count) => {
      const database = await openTestDatabase();
      const list = Array.from({ length: count }, (_, index) => ({
        reference: `many-${index.toString()}`,
        // Some reply to the one before it, which is somebody else's.
        ...(index % 50 === 1 && { messageContext: `many-${(index - 1).toString()}` }),
        from: { number: `+316${index.toString().padStart(8, '0')}` },
        to: { number: '+31201234567' },
        message: { text: 'Hello' },
      }));
      await receiveAll([list]);
      await applyReceived(database);
      const [delivery] = await database.reader.delivery.findMany();
      expect({ ...delivery, body: null }).toMatchObject({ state: 'applied', attempts: 1 });
      expect(await database.reader.message.count()).toBe(count);
      expect(await database.reader.customer.count({ where: { number: null } })).toBe(0);
      expect(await database.reader.message.count({ where: { quotedMessageId: { not: null } } })).toBe(0);
      expect(await reparse(database, { version: 'today' })).toMatchObject({ changed: 0 });
    },
    180_000,
  );
});

describe('a deletion notice that comes before its message', () => {
  it.each([0, 1, 3600, 24 * 3600, 30 * 24 * 3600])('erases it when it comes %d s later', async (seconds) => {
    const database = await openTestDatabase();
    const noticeAt = new Date('2026-01-05T08:00:00Z');
    const messageAt = new Date(noticeAt.getTime() + seconds * 1000);
    const notice = mo({ reference: 'n', text: '', custom: { deletedMessage: 'wamid.late' } });
    const late = mo({ reference: 'wamid.late', text: 'Zwijgwoord-1806' });
    await receiveDelivery(bytesOf(notice), null, noticeAt);
    await applyReceived(database);
    await receiveDelivery(bytesOf(late), null, messageAt);
    await receiveDelivery(bytesOf([late]), null, messageAt);
    await applyReceived(database);
    expect(await database.reader.message.findMany()).toMatchObject([{ text: null, searchText: '', content: null }]);
    expect(await database.filesHolding('Zwijgwoord-1806')).toEqual([]);
  });
});

describe('a worker that breaks', () => {
  const deliveries = [
    ...generateDeliveries({ seed: SEED, count: 12, customers: 3 }),
    mo({ reference: 'regretted', text: 'Regretted' }),
    mo({ reference: 'n', text: '', custom: { deletedMessage: 'regretted' } }),
    'no MO',
  ];

  it('applies each message once, wherever it broke', async () => {
    const expected = await stateAfter(async (database) => {
      await applyReceived(database);
    });
    const queries = await countQueries();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: queries }), { minLength: 1, maxLength: 4 }), async (breaks) => {
        const state = await stateAfter(async (database) => {
          for (const at of breaks) await applyReceived(breakingAt(database, at));
          await applyReceived(database);
          const all = await database.reader.delivery.findMany({ select: { state: true, attempts: true } });
          expect(all.filter(({ state }) => state === 'received')).toEqual([]);
          expect(Math.max(...all.map(({ attempts }) => attempts))).toBeLessThanOrEqual(8);
        });
        expect(state).toEqual(expected);
      }),
      { seed: SEED, numRuns: countOf('BREAKS', { few: 8, many: 100 }) },
    );
  }, 600_000);

  it('gives up after eight tries, visibly, and the others go on; replaying applies it', async () => {
    const database = await openTestDatabase();
    await receiveAll([mo({ text: 'Poison' }), mo({ text: 'Harmless' })]);
    const poisoned = refusing(database, 'Poison');
    for (let attempt = 0; attempt < 12; attempt += 1) await applyReceived(poisoned);
    expect(await database.reader.delivery.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { state: 'problem', reason: 'failed', attempts: 8 },
      { state: 'applied', attempts: 1 },
    ]);
    expect((await database.reader.message.findMany()).map(({ text }) => text)).toEqual(['Harmless']);
    await replayProblem(callerWith('admin'), 1);
    await applyReceived(database);
    expect((await database.reader.message.findMany()).map(({ text }) => text)).toEqual(['Harmless', 'Poison']);
  });

  async function stateAfter(work: (database: TestDatabase) => Promise<void>): Promise<unknown> {
    const database = await openTestDatabase();
    await receiveAll(deliveries);
    await work(database);
    const state = await conversationsOf(database);
    await database.remove();
    return state;
  }

  async function countQueries(): Promise<number> {
    let queries = 0;
    await stateAfter(async (database) => {
      await applyReceived(watched(database, () => (queries += 1)));
    });
    return queries;
  }
});

describe('replaying', () => {
  it('makes no message twice, of problems and of what was applied before', async () => {
    const database = await openTestDatabase();
    const count = countOf('REPLAYED', { few: 120, many: 1000 });
    await receiveAll([...generateDeliveries({ seed: SEED, count }), 'no MO', { event: 'read' }]);
    await applyReceived(database);
    const before = await conversationsOf(database);
    const messages = await database.reader.message.count();
    await database.write((tx) => tx.delivery.updateMany({ data: { state: 'received' } }));
    await applyReceived(database);
    expect(await database.reader.message.count()).toBe(messages);
    expect(await conversationsOf(database)).toEqual(before);
  }, 600_000);
});

async function receiveAll(deliveries: unknown[]): Promise<void> {
  await Promise.all(deliveries.map((delivery) => receiveDelivery(bytesOf(delivery), null)));
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(body));
}

/** The database, whose transactions call `onQuery` before each query of a table. */
function watched(database: Database, onQuery: (model: string, query: string, args: unknown) => void): Database {
  const watchedQuery = (queries: object, model: string, name: string | symbol): unknown => {
    const query: unknown = Reflect.get(queries, name);
    if (typeof query !== 'function') return query;
    return (...args: unknown[]) => {
      onQuery(model, String(name), args);
      const answer: unknown = Reflect.apply(query, queries, args);
      return answer;
    };
  };
  const watchedTx = (tx: Tx): Tx =>
    new Proxy(tx, {
      get: (target, model) => {
        const table: unknown = Reflect.get(target, model);
        if (typeof table !== 'object' || table === null) return watchedQuery(target, 'raw', model);
        return new Proxy(table, { get: (queries, name) => watchedQuery(queries, String(model), name) });
      },
    });
  return { ...database, write: (job, options) => database.write((tx) => job(watchedTx(tx)), options) };
}

/** The database, of which one query breaks: of claiming, of writing, or of marking as read. */
function breakingAt(database: Database, at: number): Database {
  let queries = 0;
  return watched(database, () => {
    if (queries++ === at) throw new Error('broken');
  });
}

/** The database, which takes no message with this text. */
function refusing(database: Database, text: string): Database {
  return watched(database, (model, query, args) => {
    const writes = model === 'raw' ? query === '$queryRaw' : model === 'message' && query.startsWith('create');
    if (writes && JSON.stringify(args).includes(text)) throw new Error('broken');
  });
}
