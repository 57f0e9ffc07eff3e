const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Growing pauses over some four days, for CM.com says nothing of how long it keeps files. */
const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR];

/** When to try again after so many tries that failed; null when it has been tried often enough. */
export function pauseAfter(attempts: number, now: Date): Date | null {
  const pause = PAUSES[attempts];
  return pause === undefined ? null : new Date(now.getTime() + pause);
}
