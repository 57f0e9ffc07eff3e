import type { Database } from './database';

/** A timer that is given more fires at once. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Calls `look` now, after each commit and at the time that it gives (null: no time), one call after the other; a commit
 * during one leads to another. It must not throw. With `gatherMs`, what is committed within so many milliseconds is
 * looked at together; without `deliveries`, commits that only store deliveries lead to none.
 * Gives `wake` for what else there is to look at, and `stop`, which waits for the call that is under way.
 */
export function lookOnCommits(
  database: Pick<Database, 'onCommit'>,
  look: () => Promise<Date | null>,
  { deliveries = false, gatherMs = 0 } = {},
): { wake: () => void; stop: () => Promise<void> } {
  let looking: Promise<void> | undefined;
  let isAwaited = false;
  let isStopped = false;
  let next: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;

  const wake = () => {
    isAwaited = true;
    if (!isStopped) looking ??= lookUntilQuiet();
  };
  // Asked by a function, for the compiler does not see that it changes while something is awaited.
  const isLookAwaited = () => isAwaited && !isStopped;
  const lookUntilQuiet = async () => {
    clearTimeout(next);
    let at: Date | null;
    do {
      isAwaited = false;
      at = await look();
    } while (isLookAwaited());
    // In the same step as the question above: whoever wakes is seen by it or begins anew.
    looking = undefined;
    if (at && !isStopped) next = setTimeout(wake, Math.min(at.getTime() - Date.now(), LONGEST_WAIT_MS)).unref();
  };
  const wakeSoon = () => {
    if (gatherMs === 0) wake();
    else
      gathering ??= setTimeout(() => {
        gathering = undefined;
        wake();
      }, gatherMs);
  };

  const forget = database.onCommit((isUrgent) => {
    if (deliveries || !isUrgent) wakeSoon();
  });
  wake();
  return {
    wake,
    stop: async () => {
      isStopped = true;
      forget();
      clearTimeout(next);
      clearTimeout(gathering);
      await looking;
    },
  };
}
