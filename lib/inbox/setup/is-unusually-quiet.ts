const DAY = 24;
const WEEK = 7 * DAY;
/** Fewer deliveries than this in a stretch of time, and nothing may be read from their absence. */
const LEAST = 10;

/** All in hours since 1970 (UTC): when the last delivery came, which hour it is now, and how many came in each hour before. */
type History = { last: number; now: number; arrivals: Map<number, number> };

/** How far back `isUnusuallyQuiet` looks from the last delivery, in hours. */
export const QUIET_MEMORY = 9 * WEEK;

/**
 * Whether nothing has come for longer than is usual at this time of the week. The whole hours since the last delivery
 * (a week at most) are compared with the same hours of up to eight weeks before it: it is unusual when in three quarters
 * of at least three such weeks ten deliveries or more came then. With a history that is too short for that, the last day
 * at most is compared with the same hours of the seven days before, and it takes six of the seven. Of each stretch the
 * least of three counts holds, itself and an hour earlier and later, for the sake of the clock changes.
 */
export function isUnusuallyQuiet({ last, now, arrivals }: History): boolean {
  const quiet = now - last - 1;
  if (quiet < 1 || arrivals.size === 0) return false;
  const weeks = comparable({ last, now, arrivals }, { length: Math.min(quiet, WEEK), step: WEEK, most: 8 });
  if (weeks.length >= 3) return isUsual(weeks);
  const days = comparable({ last, now, arrivals }, { length: Math.min(quiet, DAY), step: DAY, most: 7 });
  return days.length === 7 && isUsual(days);
}

function isUsual(counts: number[]): boolean {
  return counts.filter((count) => count >= LEAST).length * 4 >= counts.length * 3;
}

/** How many deliveries came in the same hours some steps ago, as far as there is a history, and before the quiet began. */
function comparable(
  { last, now, arrivals }: History,
  { length, step, most }: { length: number; step: number; most: number },
): number[] {
  const first = Math.min(...arrivals.keys());
  const counts: number[] = [];
  for (let end = now - step; counts.length < most && end - length - 1 >= first; end -= step) {
    if (end > last) continue;
    counts.push(Math.min(...[-1, 0, 1].map((shift) => sum(arrivals, end - length + shift, end + shift))));
  }
  return counts;
}

function sum(arrivals: Map<number, number>, from: number, to: number): number {
  let total = 0;
  for (let hour = from; hour < to; hour += 1) total += arrivals.get(hour) ?? 0;
  return total;
}
