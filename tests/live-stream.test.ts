import { expect, it, onTestFinished, vi } from 'vitest';
import type { Caller } from '@/lib/access/caller';
import { recordChange, trimChanges, type Change } from '@/lib/db/tables/changes';
import { blockCustomer } from '@/lib/inbox/acting/block-customer';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { markRead } from '@/lib/inbox/acting/mark-read';
import { openLiveStream } from '@/lib/inbox/reading/open-live-stream';
import { changeFeed, startChangeFeed } from '@/lib/live/change-feed';
import { openStreams } from '@/lib/live/open-streams';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

/** What a live stream tells this caller from a change on, as `type` and `id`; null: from now on. */
async function listen(caller: Caller, lastSeen: number | null) {
  const heard: { id: number; type: string }[] = [];
  const close = await openLiveStream(caller, lastSeen, {
    greet: (id) => heard.push({ id, type: 'greeting' }),
    change: (id, { type }) => heard.push({ id, type }),
    supersede: () => undefined,
    stop: () => undefined,
  });
  onTestFinished(close);
  return { types: () => heard.map(({ type }) => type), ids: () => heard.map(({ id }) => id) };
}

/** A test database whose changes are read. */
async function openToldDatabase() {
  const database = await openTestDatabase();
  await startChangeFeed(database);
  onTestFinished(() => {
    changeFeed().stop();
  });
  return database;
}

it('a live stream tells of a read mark only who has set it, of problems only administrators, of blocked customers nobody', async () => {
  const database = await openToldDatabase();
  await deliverTo(database, [mo(), mo({ number: '+31611111111', name: 'Loud' })]);
  const operator = callerWith('operator');
  const [loud, demo] = (await listConversations(operator)).items;
  await blockCustomer(operator, Number(loud?.id), true);
  const streams = {
    operator: await listen(operator, null),
    viewer: await listen(callerWith('viewer'), null),
    admin: await listen(callerWith('admin'), null),
  };
  await markRead(operator, Number(demo?.id), undefined);
  await deliverTo(database, [mo({ number: '+31611111111', name: 'Loud' }), 'no MO', mo()]);
  const told = {
    operator: ['greeting', 'read', 'message'],
    viewer: ['greeting', 'message'],
    admin: ['greeting', 'problem', 'message'],
  };
  const all = () => ({
    operator: streams.operator.types(),
    viewer: streams.viewer.types(),
    admin: streams.admin.types(),
  });
  await expect.poll(all).toEqual(told);
  // The same of what was missed, after a break.
  const greeted = streams.admin.ids()[0] ?? 0;
  expect((await listen(operator, greeted)).types()).toEqual(told.operator.slice(1));
  expect((await listen(callerWith('admin'), greeted)).types()).toEqual(told.admin.slice(1));
});

it('a live stream tells of every change once, also of more than are read at a time', async () => {
  const database = await openToldDatabase();
  const now = new Date();
  await database.write((tx) => recordChange(tx, 'conversation', {}, now));
  const [first] = await database.rows('Change');
  const before = Number(first?.id);
  const open = await listen(callerWith('viewer'), before);
  const many = Array.from({ length: 1250 }, () => ({ type: 'conversation', at: now }));
  await database.write((tx) => tx.change.createMany({ data: many }));
  const ids = (await database.rows('Change')).map(({ id }) => Number(id)).slice(1);
  await expect.poll(() => open.ids().length).toBe(many.length);
  expect(open.ids()).toEqual(ids);
  expect((await listen(callerWith('viewer'), before)).ids()).toEqual(ids);
});

it('as many changes are kept as are wanted, and a stream from before them is told to start afresh', async () => {
  const database = await openToldDatabase();
  const now = new Date();
  for (let count = 0; count < 8; count += 1) await database.write((tx) => recordChange(tx, 'conversation', {}, now));
  const ids = (await database.rows('Change')).map(({ id }) => Number(id));
  await database.write((tx) => trimChanges(tx, 3));
  expect((await database.rows('Change')).map(({ id }) => Number(id))).toEqual(ids.slice(5));
  const newest = ids[7] ?? 0;
  const resume = async (lastSeen: number) => {
    const stream = await listen(callerWith('viewer'), lastSeen);
    return stream.ids().map((id, index) => [id, stream.types()[index]]);
  };
  // The change before the oldest that is kept is the last one from which nothing is missing.
  expect((await resume(newest - 3)).map(([id]) => id)).toEqual(ids.slice(5));
  expect(await resume(newest - 4)).toEqual([[newest, 'reset']]);
  expect(await resume(newest)).toEqual([]);
  expect(await resume(newest + 1)).toEqual([[newest, 'reset']]);
});

it('a live stream that breaks while it opens leaves nothing open', async () => {
  const database = await openTestDatabase();
  await startChangeFeed(database);
  onTestFinished(() => {
    changeFeed().stop();
  });
  const heard: number[] = [];
  const sink = {
    supersede: () => undefined,
    greet: () => {
      throw new Error('The browser has gone.');
    },
    change: (id: number) => heard.push(id),
    stop: () => heard.push(-1),
  };
  await expect(openLiveStream(callerWith('viewer'), null, sink)).rejects.toThrow('The browser has gone.');
  expect(openStreams()).toBe(0);

  const close = await openLiveStream(callerWith('viewer'), 0.5, { ...sink, greet: () => undefined });
  onTestFinished(close);
  expect(openStreams()).toBe(1);
  await deliverTo(database, [mo()]);
  await expect.poll(() => heard.length).toBe(2);
  expect(new Set(heard).size).toBe(2);
});

it('changes that could not be read are told a moment later, though nothing else is committed', async () => {
  const database = await openTestDatabase();
  const feed = await startChangeFeed(database);
  onTestFinished(() => {
    feed.stop();
  });
  const heard: Change[] = [];
  feed.subscribe(
    (changes) => heard.push(...changes),
    () => undefined,
  );
  const reading = vi.spyOn(database.reader.change, 'findMany');
  reading.mockRejectedValue(new Error('away'));
  await deliverTo(database, [mo()]);
  await expect.poll(() => reading.mock.calls.length).toBeGreaterThan(0);
  expect(heard).toEqual([]);
  reading.mockRestore();
  await expect.poll(() => heard.length, { timeout: 5000 }).toBeGreaterThan(0);
});
