import { tzOffset } from '@date-fns/tz';
import { member } from './json';
import type { Mo } from './mo';

/** When an MO was sent, and when Meta had it. */
export type Instants = { sentAt: Date; metaReceivedAt: Date | null };

/**
 * `sentAt` is timeUtc, else `time`, else meta_received_time, else the arrival. Values that are no instant, and years
 * outside 1970–9999, count as absent.
 * (CM.com, incoming messages: timeUtc is UTC though it has no zone; meta_received_time likewise; `time` is Dutch wall
 * time.)
 */
export function readInstants(mo: Mo, arrivedAt: Date): Instants {
  const received = member(mo.message.custom, 'meta_received_time');
  const metaReceivedAt = typeof received === 'string' ? readUtc(received) : null;
  const sentAt = readUtc(mo.timeUtc) ?? readDutch(mo.time, metaReceivedAt) ?? metaReceivedAt ?? arrivedAt;
  return { sentAt, metaReceivedAt };
}

const minute = 60_000;

function readUtc(sent: string | null): Date | null {
  const wall = readWall(sent);
  return wall && inRange(wall.utc - (wall.offset ?? 0) * minute);
}

/** In the hour that the clock runs through twice, the one nearer to `near` is meant, without it the first. */
function readDutch(sent: string | null, near: Date | null): Date | null {
  const wall = readWall(sent);
  if (!wall) return null;
  if (wall.offset !== undefined) return inRange(wall.utc - wall.offset * minute);
  const [summer, winter] = [wall.utc - 120 * minute, wall.utc - 60 * minute];
  const isSummer = dutchOffset(summer) === 120;
  const isWinter = dutchOffset(winter) === 60;
  if (isSummer && isWinter) {
    const distance = (instant: number) => (near ? Math.abs(near.getTime() - instant) : 0);
    return inRange(distance(winter) < distance(summer) ? winter : summer);
  }
  // An hour that the clock leaps over counts on from before the leap, in winter time.
  return inRange(isSummer ? summer : winter);
}

function dutchOffset(instant: number): number {
  return tzOffset('Europe/Amsterdam', new Date(instant));
}

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(?:(Z)|([+-])(\d\d):?(\d\d))?$/i;

/** Date and time as if they were UTC, in milliseconds, and the minutes of the zone if one is named. */
function readWall(sent: string | null): { utc: number; offset: number | undefined } | null {
  const match = pattern.exec(sent?.trim() ?? '');
  if (!match) return null;
  const [, year, month, day, hour, minutes, seconds = '0', fraction = '', zulu, sign, zoneHours, zoneMinutes] = match;
  const date = [year, month, day, hour, minutes, seconds].map(Number);
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = date;
  const utc = Date.UTC(y, m - 1, d, h, min, s, Number(fraction.slice(0, 3).padEnd(3, '0')));
  // 30 February, or a 25th hour, would roll over to another date.
  const rolled = new Date(utc);
  const same = [rolled.getUTCFullYear(), rolled.getUTCMonth() + 1, rolled.getUTCDate(), rolled.getUTCHours()];
  if (same.some((part, index) => part !== date[index]) || min > 59 || s > 59) return null;
  if (zulu) return { utc, offset: 0 };
  if (!sign) return { utc, offset: undefined };
  return { utc, offset: (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1) };
}

function inRange(milliseconds: number): Date | null {
  const instant = new Date(milliseconds);
  const year = instant.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? instant : null;
}
