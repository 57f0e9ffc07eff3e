import { describe, expect, it } from 'vitest';
import { startOfDay } from './start-of-day';

const on = (year: number, month: number | null = null, day: number | null = null) => ({ year, month, day });

describe('startOfDay', () => {
  it.each([
    ['UTC', on(2026, 3, 29), '2026-03-29T00:00:00.000Z'],
    ['no zone', on(2026, 3, 29), '2026-03-29T00:00:00.000Z'],
    ['Europe/Amsterdam', on(2026), '2025-12-31T23:00:00.000Z'],
    ['Europe/Amsterdam', on(2026, 7), '2026-06-30T22:00:00.000Z'],
    // A day of 23 hours and one of 25.
    ['Europe/Amsterdam', on(2026, 3, 29), '2026-03-28T23:00:00.000Z'],
    ['Europe/Amsterdam', on(2026, 3, 30), '2026-03-29T22:00:00.000Z'],
    ['Europe/Amsterdam', on(2026, 10, 25), '2026-10-24T22:00:00.000Z'],
    ['Europe/Amsterdam', on(2026, 10, 26), '2026-10-25T23:00:00.000Z'],
    // Midnight is skipped, and comes twice.
    ['America/Sao_Paulo', on(2018, 11, 4), '2018-11-04T03:00:00.000Z'],
    ['America/Havana', on(2026, 11, 1), '2026-11-01T04:00:00.000Z'],
  ])('in %s of %j is %s', (zone, day, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
  });

  it('takes today and yesterday from where somebody is', () => {
    const now = new Date('2026-03-29T22:30:00Z');
    expect(startOfDay('today', 'Europe/Amsterdam', now).toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(startOfDay('yesterday', 'Europe/Amsterdam', now).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDay('today', 'UTC', now).toISOString()).toBe('2026-03-29T00:00:00.000Z');
  });
});
