import { describe, expect, it } from 'vitest';
import { isUnusuallyQuiet } from './is-unusually-quiet';

const DAY = 24;
const WEEK = 168;
/** A Monday at 00:00, in hours. */
const MONDAY = 4 * DAY + 2800 * WEEK;

/** Hours from nine to five on weekdays, up to a given hour, each with some deliveries. */
function office({ weeks, until, each = 6 }: { weeks: number; until: number; each?: number }): Map<number, number> {
  const arrivals = new Map<number, number>();
  for (let hour = MONDAY - weeks * WEEK; hour <= until; hour += 1) {
    const sinceMonday = (((hour - MONDAY) % WEEK) + WEEK) % WEEK;
    const isOpen = sinceMonday < 5 * DAY && sinceMonday % DAY >= 9 && sinceMonday % DAY < 17;
    if (isOpen) arrivals.set(hour, each);
  }
  return arrivals;
}

const tuesdayAtTen = MONDAY + DAY + 10;

describe('silence', () => {
  it('is unusual when the same hours of the weeks before were busy', () => {
    const arrivals = office({ weeks: 6, until: tuesdayAtTen });
    const at = (hours: number) => isUnusuallyQuiet({ last: tuesdayAtTen, now: tuesdayAtTen + hours, arrivals });
    // Six an hour: two whole hours (and an hour less of them, for the clock changes) are not ten deliveries.
    expect([1, 2, 3, 4, 5, 6].map(at)).toEqual([false, false, true, true, true, true]);
  });

  it('is usual at night and at the weekend', () => {
    const friday = MONDAY + 4 * DAY + 16;
    const arrivals = office({ weeks: 6, until: friday });
    for (let now = friday; now <= MONDAY + WEEK + 10; now += 1)
      expect(isUnusuallyQuiet({ last: friday, now, arrivals })).toBe(false);
    expect(isUnusuallyQuiet({ last: friday, now: MONDAY + WEEK + 13, arrivals })).toBe(true);
  });

  it('stays unusual, however long it lasts', () => {
    const arrivals = office({ weeks: 8, until: tuesdayAtTen });
    for (const days of [1, 3, 7, 8, 14, 30])
      expect(isUnusuallyQuiet({ last: tuesdayAtTen, now: tuesdayAtTen + days * DAY + 5, arrivals })).toBe(true);
  });

  it('is told from a quiet week now and then', () => {
    const arrivals = office({ weeks: 8, until: tuesdayAtTen });
    for (const hour of [...arrivals.keys()])
      if (hour >= MONDAY - 2 * WEEK && hour < MONDAY - WEEK) arrivals.delete(hour);
    const quiet = { last: tuesdayAtTen, now: tuesdayAtTen + 5 };
    expect(isUnusuallyQuiet({ ...quiet, arrivals })).toBe(true);
    for (const hour of [...arrivals.keys()]) if (hour < MONDAY - 3 * WEEK) arrivals.delete(hour);
    expect(isUnusuallyQuiet({ ...quiet, arrivals })).toBe(false);
  });

  it('says nothing where little comes, or little is known', () => {
    const quiet = { last: tuesdayAtTen, now: tuesdayAtTen + 5 };
    expect(isUnusuallyQuiet({ ...quiet, arrivals: office({ weeks: 8, until: tuesdayAtTen, each: 1 }) })).toBe(false);
    expect(isUnusuallyQuiet({ ...quiet, arrivals: office({ weeks: 1, until: tuesdayAtTen }) })).toBe(false);
    expect(isUnusuallyQuiet({ ...quiet, arrivals: new Map() })).toBe(false);
  });

  it('is learnt within eight days by a business that is open every day', () => {
    const arrivals = new Map(Array.from({ length: 8 * DAY }, (_, index) => [tuesdayAtTen - index, 6]));
    expect(isUnusuallyQuiet({ last: tuesdayAtTen, now: tuesdayAtTen + 4, arrivals })).toBe(true);
    const fiveDays = new Map([...arrivals].filter(([hour]) => hour > tuesdayAtTen - 5 * DAY));
    expect(isUnusuallyQuiet({ last: tuesdayAtTen, now: tuesdayAtTen + 4, arrivals: fiveDays })).toBe(false);
  });
});
