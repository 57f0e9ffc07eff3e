import { setTimeout } from 'node:timers/promises';

const PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/**
 * Takes what an erasure left behind out of SQLite's log, with a checkpoint that gives whether it got through. Whoever
 * reads from before the erasure, a search or a backup say, still needs the log: then it is tried again until nobody does,
 * and nobody waits for it.
 */
export function startScrubber(checkpoint: () => Promise<boolean>): {
  scrub: () => Promise<void>;
  stop: () => Promise<void>;
} {
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  let isLeft = false;
  // Asked by a function, for the compiler does not see that it changes while something is awaited.
  const isSomethingLeft = () => isLeft;
  const tryUntilDone = async () => {
    try {
      let pause = PAUSE_MS;
      do {
        await setTimeout(pause, undefined, { ref: false, signal: stopped.signal });
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        isLeft = false;
        if (!(await checkpoint().catch(() => false))) isLeft = true;
      } while (isSomethingLeft());
    } catch {
      // Stopped.
    }
    running = undefined;
  };
  return {
    scrub: async () => {
      if (await checkpoint()) return;
      isLeft = true;
      running ??= tryUntilDone();
    },
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
