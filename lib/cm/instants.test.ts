import { describe, expect, it } from 'vitest';
import { readInstants } from './instants';
import { moSchema } from './mo';

const arrivedAt = new Date('2026-01-01T12:00:00.000Z');

function sentAt(times: { timeUtc?: string; time?: string; meta?: unknown }): string {
  const { timeUtc, time, meta } = times;
  const mo = moSchema.parse({ timeUtc, time, message: { custom: { meta_received_time: meta } } });
  return readInstants(mo, arrivedAt).sentAt.toISOString();
}

describe('readInstants', () => {
  it.each([
    ['2019-11-05T08:32:33', '2019-11-05T08:32:33.000Z'],
    ['2019-11-05T08:32:33Z', '2019-11-05T08:32:33.000Z'],
    ['2019-11-05 08:32:33', '2019-11-05T08:32:33.000Z'],
    ['2019-11-05T08:32:33.1', '2019-11-05T08:32:33.100Z'],
    ['2019-11-05T08:32:33.1234567Z', '2019-11-05T08:32:33.123Z'],
    ['2019-11-05T08:32:33+02:00', '2019-11-05T06:32:33.000Z'],
    ['2019-11-05T08:32', '2019-11-05T08:32:00.000Z'],
    [' 2020-02-29T00:00:00 ', '2020-02-29T00:00:00.000Z'],
  ])('reads timeUtc %j as %s', (timeUtc, instant) => {
    expect(sentAt({ timeUtc, time: '2001-01-01 00:00:00' })).toBe(instant);
  });

  it.each([
    ['winter', '2021-11-08 13:19:49', '2021-11-08T12:19:49.000Z'],
    ['summer', '2024-09-17 11:37:31', '2024-09-17T09:37:31.000Z'],
    ['the hour before the leap', '2024-03-31 01:59:59', '2024-03-31T00:59:59.000Z'],
    ['the hour that the clock leaps over', '2024-03-31 02:30:00', '2024-03-31T01:30:00.000Z'],
    ['the hour after the leap', '2024-03-31 03:00:00', '2024-03-31T01:00:00.000Z'],
    ['the hour before the one that comes twice', '2024-10-27 01:59:59', '2024-10-26T23:59:59.000Z'],
    ['the hour that comes twice', '2024-10-27 02:30:00', '2024-10-27T00:30:00.000Z'],
    ['the hour after it', '2024-10-27 03:00:00', '2024-10-27T02:00:00.000Z'],
    ['a zone of its own', '2024-10-27T03:00:00Z', '2024-10-27T03:00:00.000Z'],
  ])('reads Dutch time without timeUtc: %s', (_what, time, instant) => {
    expect(sentAt({ time })).toBe(instant);
  });

  it('tells the two hours of the autumn night apart by the time at Meta', () => {
    expect(sentAt({ time: '2024-10-27 02:30:00', meta: '2024-10-27T00:29:59' })).toBe('2024-10-27T00:30:00.000Z');
    expect(sentAt({ time: '2024-10-27 02:30:00', meta: '2024-10-27T01:29:59' })).toBe('2024-10-27T01:30:00.000Z');
  });

  it.each([
    '',
    'yesterday',
    '2023-02-30T00:00:00',
    '2024-01-01T25:00:00',
    '2024-01-01T00:60:00',
    '1969-12-31T23:59:59',
  ])('takes %j for absent', (timeUtc) => {
    expect(sentAt({ timeUtc, time: '2021-11-08 13:19:49' })).toBe('2021-11-08T12:19:49.000Z');
  });

  it.each(['0001-01-01T00:00:00', '9999-12-31T23:59:59-01:00', '99999-01-01T00:00:00'])(
    'takes the year of %j for absent',
    (timeUtc) => {
      expect(sentAt({ timeUtc })).toBe(arrivedAt.toISOString());
    },
  );

  it('falls back on the time at Meta, then on the arrival', () => {
    expect(sentAt({ meta: '2024-02-21T11:01:34' })).toBe('2024-02-21T11:01:34.000Z');
    expect(sentAt({ meta: 1708513294 })).toBe(arrivedAt.toISOString());
    expect(sentAt({})).toBe(arrivedAt.toISOString());
  });
});
