import { describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/engine/database';
import { applyReceived } from '@/lib/inbox/receiving/apply-worker';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';

/** More than two transactions hold. */
const COUNT = 230;
const numbers = Array.from({ length: COUNT }, (_, number) => number);
const messages = numbers.map((number) => mo({ reference: `r${number}`, text: `SECRET ${number}` }));
const notices = numbers.map((number) => mo({ reference: `n${number}`, custom: { deletedMessage: `r${number}` } }));

const deliver = (body: unknown) => receiveDelivery(Buffer.from(JSON.stringify(body)), null);

async function expectErased(database: TestDatabase, tombstones = COUNT): Promise<void> {
  const deliveries = await database.rows('Delivery');
  expect(deliveries.map(({ state, reason }) => [state, reason])).toEqual(deliveries.map(() => ['applied', null]));
  const rows = await database.rows('Message');
  expect(rows.length).toBe(tombstones);
  expect(rows.filter(({ erasedAt, text }) => erasedAt === null || text !== null)).toEqual([]);
  await database.scrub();
  expect(await database.filesHolding('SECRET')).toEqual([]);
}

describe('a list of many deletion notices', () => {
  it.each([
    ['after its messages', [messages, notices]],
    ['before its messages', [notices, messages]],
    ['in one list with its messages', [[...notices, ...messages]]],
  ])('erases all of them %s, in one try', async (_order, bodies) => {
    const database = await openTestDatabase();
    for (const body of bodies) await deliver(body);
    expect(await applyReceived(database)).toBe(false);
    await expectErased(database);
    expect((await database.rows('Delivery')).map(({ attempts }) => attempts)).toEqual(bodies.map(() => 1));
  });

  it('is finished after a stop between any two of its transactions', async () => {
    for (let stopAt = 1, isStopped = true; isStopped; stopAt += 1) {
      const database = await openTestDatabase();
      await deliver([...messages.slice(0, 120), ...notices]);
      isStopped = await applyReceived(stoppedAt(database, stopAt)).catch(() => true);
      await applyReceived(database);
      await expectErased(database, 120);
      await deliver(messages);
      await applyReceived(database);
      await expectErased(database);
      await database.remove();
    }
  });

  it('names a reference that many have, and leaves one tombstone of them', async () => {
    const database = await openTestDatabase();
    for (const number of numbers) await deliver(mo({ reference: 'same', text: `SECRET ${number}` }));
    await deliver(mo({ reference: 'n', custom: { deletedMessage: 'same' } }));
    await applyReceived(database);
    await applyReceived(database);
    await expectErased(database, 1);
  });
});

it('a list of many customers and business numbers makes each once', async () => {
  const database = await openTestDatabase();
  await deliver(
    numbers.map((number) =>
      mo({ number: `+3161000${1000 + (number % 150)}`, to: `+3162000${1000 + (number % 170)}`, text: `${number}` }),
    ),
  );
  await applyReceived(database);
  expect((await database.rows('Customer')).length).toBe(150);
  expect((await database.rows('BusinessNumber')).length).toBe(170);
  expect((await database.rows('Conversation')).length).toBe(COUNT);
});

it('a try is counted before it begins, so that a delivery that stops the process each time becomes a problem', async () => {
  const database = await openTestDatabase();
  await deliver(mo({ text: 'Stops the process' }));
  const [{ id } = { id: 0 }] = await database.rows('Delivery');
  const options = { countedUpTo: Number(id) };
  const only = async () =>
    (await database.rows('Delivery')).map(({ state, reason, attempts }) => [state, reason, attempts]);
  for (let tries = 1; tries <= 8; tries += 1) {
    await applyReceived(stoppedAt(database, 2), options);
    expect(await only()).toEqual([['received', null, tries]]);
  }
  await applyReceived(database, options);
  expect(await only()).toEqual([['problem', 'failed', 8]]);
});

/** The same database for a process that dies: from the given write on, nothing is written any more. */
function stoppedAt(database: Database, number: number): Database {
  let writes = 0;
  return {
    ...database,
    write: (job, options) =>
      (writes += 1) >= number ? Promise.reject(new Error('The process has stopped.')) : database.write(job, options),
  };
}
