import { expect, it } from 'vitest';
import { openTestDatabase } from './support/open-test-database';

it('an urgent job goes before those that wait, and is committed without waiting for them', async () => {
  const database = await openTestDatabase();
  const order: string[] = [];
  const note = (name: string) => () => Promise.resolve(order.push(name));
  const urgent = database.write(note('urgent'), { urgent: true }).then(() => order.push('urgent is durable'));
  await Promise.all([database.write(note('first')), database.write(note('second')), urgent]);
  expect(order).toEqual(['urgent', 'urgent is durable', 'first', 'second']);
});

it('each commit is told once, and as urgent only when nothing else was committed with it', async () => {
  const database = await openTestDatabase();
  const told: boolean[] = [];
  database.onCommit((isUrgent) => told.push(isUrgent));
  const nothing = () => Promise.resolve();
  await database.write(nothing, { urgent: true });
  await database.write(nothing);
  await Promise.all([database.write(nothing, { urgent: true }), database.write(nothing, { urgent: true })]);
  await expect(database.write(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  // The second one joins the group of the first while that is under way.
  await database.write(async () => {
    void database.write(nothing, { urgent: true });
    await Promise.resolve();
  });
  await database.write(nothing, { urgent: true });
  expect(told).toEqual([true, false, true, false, true]);
});

it('urgent jobs that keep coming hold up nobody for ever', async () => {
  const database = await openTestDatabase();
  let asked = 0;
  const urgently = (): Promise<unknown> =>
    database
      .write(() => Promise.resolve((asked += 1)), { urgent: true })
      .then(() => (asked < 500 ? urgently() : asked));
  const going = Promise.all(Array.from({ length: 8 }, urgently));
  await database.write(() => Promise.resolve());
  expect(asked).toBeLessThan(500);
  await going;
});
