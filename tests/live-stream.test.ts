import { expect, it, onTestFinished, vi } from 'vitest';
import type { Change } from '@/lib/db/tables/changes';
import { openLiveStream } from '@/lib/inbox/reading/open-live-stream';
import { changeFeed, startChangeFeed } from '@/lib/live/change-feed';
import { openStreams } from '@/lib/live/open-streams';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

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
