'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';

import type { ThreadWindow } from '@/lib/client/thread-window';
import type { Message } from '@/lib/messages/message';

import { useMessageSummary } from '../use-message-summary';

/** What arrives within this many milliseconds is said together. */
const gatherFor = 1500;

/** Says what arrives. The thread itself is silent, for lines come and go in it with every scroll. */
export function Announcer({ window, customerName }: { window: ThreadWindow; customerName: string }) {
  const t = useTranslations('thread');
  const summary = useMessageSummary();
  const [said, setSaid] = useState('');
  const known = useRef<Set<string> | null>(null);
  const latest = useRef<(arrived: Message[]) => string>(() => '');
  useEffect(() => {
    latest.current = (arrived) => {
      const [only] = arrived;
      if (only === undefined) return '';
      return arrived.length === 1
        ? t('arrived', { summary: summary(only, customerName).slice(0, 300) })
        : t('arrivedTogether', { count: arrived.length, customer: customerName });
    };
  });

  useEffect(() => {
    const ids = new Set(window.messages.map(({ id }) => id));
    if (known.current === null || !window.isLive) {
      known.current = ids;
      return;
    }
    const before = known.current;
    const arrived = window.messages.filter(({ id }) => !before.has(id));
    if (arrived.length === 0) return;
    const timer = setTimeout(() => {
      known.current = ids;
      setSaid(latest.current(arrived));
    }, gatherFor);
    return () => clearTimeout(timer);
  }, [window]);

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
