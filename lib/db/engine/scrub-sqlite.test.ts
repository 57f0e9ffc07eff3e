import { expect, it, onTestFinished, vi } from 'vitest';
import { startScrubber } from './scrub-sqlite';

it('an erasure while the log is being emptied is emptied too', async () => {
  const open: ((isThrough: boolean) => void)[] = [];
  const checkpoint = vi.fn(() => new Promise<boolean>((resolve) => open.push(resolve)));
  const { scrub, stop } = startScrubber(checkpoint);
  onTestFinished(stop);

  const first = scrub();
  open.shift()?.(false);
  await first;
  await expect.poll(() => checkpoint.mock.calls.length).toBe(2);
  // The second erasure is held up by a reader, and then the emptying for the first gets through.
  const second = scrub();
  open.pop()?.(false);
  await second;
  open.shift()?.(true);
  await expect.poll(() => checkpoint.mock.calls.length).toBe(4);
  open.shift()?.(true);
  await stop();
  expect(checkpoint).toHaveBeenCalledTimes(4);
});
