import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OnCommit } from './grouped-writer';
import { lookOnCommits } from './look-on-commits';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A database of which only the commits matter. */
function committing() {
  const commits = new EventEmitter<{ commit: [boolean] }>();
  return {
    commit: ({ isUrgent = false } = {}) => commits.emit('commit', isUrgent),
    onCommit: (listener: OnCommit) => {
      commits.on('commit', listener);
      return () => commits.off('commit', listener);
    },
  };
}

/** Looks that are counted, and end when told. */
function looks() {
  const open: ((next: Date | null) => void)[] = [];
  return {
    look: vi.fn(() => new Promise<Date | null>((resolve) => open.push(resolve))),
    end: async (next: Date | null = null) => {
      open.shift()?.(next);
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

describe('looking on commits', () => {
  it('looks at the start, and once more for all that was committed meanwhile', async () => {
    const database = committing();
    const { look, end } = looks();
    lookOnCommits(database, look);
    database.commit();
    database.commit();
    expect(look).toHaveBeenCalledTimes(1);
    await end();
    expect(look).toHaveBeenCalledTimes(2);
    await end();
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('misses no commit, in whichever step after the last look it comes', async () => {
    for (let steps = 0; steps < 10; steps += 1) {
      const database = committing();
      const { look, end } = looks();
      lookOnCommits(database, look);
      const ended = end();
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      database.commit();
      await ended;
      await end();
      expect(look, `${steps.toString()} steps after`).toHaveBeenCalledTimes(2);
    }
  });

  it('looks again at the time that the last look gave, however far', async () => {
    const { look, end } = looks();
    lookOnCommits(committing(), look);
    await end(new Date(Date.now() + 30 * 24 * 3_600_000));
    await vi.advanceTimersByTimeAsync(3_599_999);
    expect(look).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(look).toHaveBeenCalledTimes(2);
    await end(new Date(Date.now() - 1));
    await vi.advanceTimersByTimeAsync(1);
    expect(look).toHaveBeenCalledTimes(3);
  });

  it('gathers, and passes over commits that only store deliveries', async () => {
    const database = committing();
    const { look, end } = looks();
    lookOnCommits(database, look, { gatherMs: 50 });
    await end();
    database.commit({ isUrgent: true });
    await vi.advanceTimersByTimeAsync(50);
    expect(look).toHaveBeenCalledTimes(1);
    database.commit();
    database.commit();
    await vi.advanceTimersByTimeAsync(49);
    expect(look).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('waits for the look that is under way when it is stopped, and begins no other', async () => {
    const database = committing();
    const { look, end } = looks();
    const { stop, wake } = lookOnCommits(database, look, { deliveries: true });
    database.commit({ isUrgent: true });
    const stopped = vi.fn();
    const stopping = stop().then(stopped);
    await vi.advanceTimersByTimeAsync(0);
    expect(stopped).not.toHaveBeenCalled();
    await end(new Date());
    await stopping;
    wake();
    database.commit();
    await vi.runAllTimersAsync();
    expect(look).toHaveBeenCalledTimes(1);
  });
});
