import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { textMessage } from './support/text-message';
import { makeArrivals } from '@/components/thread/arrivals';
import { appendPage, mergeMessages, openWindow, prependPage, type ThreadWindow } from '@/lib/client/thread-window';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function page(...minutes: number[]) {
  return { items: minutes.map((minute) => textMessage(minute)), nextCursor: 'older', previousCursor: null };
}

function listen(window: ThreadWindow) {
  const said: string[][] = [];
  const arrivals = makeArrivals((arrived) => said.push(arrived.map(({ id }) => id)));
  arrivals.note(window);
  return { said, arrivals };
}

it('says what arrives, and not what is scrolled to', () => {
  let window = openWindow(page(20, 21), null);
  const { said, arrivals } = listen(window);
  const steps: ((now: ThreadWindow) => ThreadWindow)[] = [
    (now) => mergeMessages(now, [textMessage(22)]),
    (now) => prependPage(now, page(10, 11)),
    // Sent before what is known, and arrived late.
    (now) => mergeMessages(now, [textMessage(15)]),
    (now) => appendPage(now, page(23)),
    (now) => mergeMessages(now, [textMessage(24), textMessage(25)]),
  ];
  for (const step of steps) {
    window = step(window);
    arrivals.note(window);
    vi.advanceTimersByTime(5000);
  }
  expect(said).toEqual([['22'], ['24', '25']]);
});

it('says from time to time what arrives in a steady stream', () => {
  let window = openWindow(page(0), null);
  const { said, arrivals } = listen(window);
  for (let minute = 1; minute <= 50; minute += 1) {
    window = mergeMessages(window, [textMessage(minute)]);
    arrivals.note(window);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(5000);
  expect(said.length).toBeGreaterThan(2);
  expect(said.flat()).toEqual(window.messages.slice(1).map(({ id }) => id));
});

it('says nothing any more when it is over', () => {
  const window = openWindow(page(20), null);
  const { said, arrivals } = listen(window);
  arrivals.note(mergeMessages(window, [textMessage(21)]));
  arrivals.stop();
  vi.advanceTimersByTime(5000);
  expect(said).toEqual([]);
});
