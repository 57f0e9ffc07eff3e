'use client';

import { useFormatter, useNow, useTranslations } from 'next-intl';
import { useCallback } from 'react';

const times = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const days = { day: 'numeric', month: 'short' } as const;
const daysOfOtherYears = { ...days, year: 'numeric' } as const;

type Look = 'time' | 'short' | 'day' | 'full';

/**
 * An instant in the reader's time zone. `time`: 10:38. `short`: as short as today allows (10:38, Yesterday, Fri, 8 Nov
 * 2021). `day`: Today, Yesterday, Friday 8 November. `full`: day and time.
 */
export function Instant({ at, look, className }: { at: string; look: Look; className?: string }) {
  const words = useInstantWords();
  return (
    <time dateTime={at} title={words(at, 'full')} {...(className === undefined ? {} : { className })}>
      {words(at, look)}
    </time>
  );
}

/** Gives the words for an instant, for places that can hold no element. */
export function useInstantWords(): (at: string, look: Look) => string {
  const t = useTranslations('instants');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });

  return (at, look) => {
    const instant = new Date(at);
    const time = () => format.dateTime(instant, times);
    if (look === 'time') return time();
    const dayOf = (date: Date) => format.dateTime(date, { dateStyle: 'short' });
    const age = [0, 1, 2, 3, 4, 5, 6].find((days) => dayOf(addDays(now, -days)) === dayOf(instant));
    const thisYear = format.dateTime(instant, { year: 'numeric' }) === format.dateTime(now, { year: 'numeric' });
    const date = () => format.dateTime(instant, thisYear ? days : daysOfOtherYears);
    const relative = age === 0 ? t('today') : age === 1 ? t('yesterday') : null;
    if (look === 'short') {
      if (age === 0) return time();
      return relative ?? (age === undefined ? date() : format.dateTime(instant, { weekday: 'short' }));
    }
    if (look === 'day') {
      const weekday = { weekday: 'long', day: 'numeric', month: 'long' } as const;
      return relative ?? format.dateTime(instant, thisYear ? weekday : { ...weekday, year: 'numeric' });
    }
    return `${relative ?? date()}, ${time()}`;
  };
}

/** A day of the calendar in the reader's time zone, as a key: equal for instants of the same day. */
export function useDayKey(): (at: string) => string {
  const format = useFormatter();
  return useCallback(
    (at: string) => format.dateTime(new Date(at), { year: 'numeric', month: '2-digit', day: '2-digit' }),
    [format],
  );
}

function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000);
}
