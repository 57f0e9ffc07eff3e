const MINUTE_MS = 60_000;
const MOST_KEYS = 1000;

/**
 * Lets the same thing through once a minute at most. The returned function takes what it is and the time in milliseconds,
 * and gives how often it was held back since the last time, or null when it is held back now.
 */
export function onceAMinute(): (key: string, now: number) => number | null {
  const seen = new Map<string, { at: number; heldBack: number }>();
  return (key, now) => {
    const last = seen.get(key);
    if (last !== undefined && now - last.at < MINUTE_MS) {
      last.heldBack += 1;
      return null;
    }
    // Keys hold no ids, so there are few; should they be many, all begin anew.
    if (seen.size > MOST_KEYS) seen.clear();
    seen.set(key, { at: now, heldBack: 0 });
    return last?.heldBack ?? 0;
  };
}
