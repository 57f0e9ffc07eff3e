import { TZDate } from '@date-fns/tz';
import type { Day } from '@/lib/messages/search-query';

/** When a day, month or year begins in a time zone, an IANA name; an unknown one counts as UTC. */
export function startOfDay(day: Day, zone: string, now = new Date()): Date {
  const known = isZone(zone) ? zone : 'UTC';
  if (typeof day === 'object')
    return new Date(new TZDate(day.year, (day.month ?? 1) - 1, day.day ?? 1, known).getTime());
  const today = new TZDate(now.getTime(), known);
  const date = today.getDate() - (day === 'yesterday' ? 1 : 0);
  return new Date(new TZDate(today.getFullYear(), today.getMonth(), date, known).getTime());
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
