'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

import type { ThreadWindow } from '@/lib/client/thread-window';
import type { Message } from '@/lib/messages/message';

import { useMessageSummary } from '../message/use-message-summary';
import { makeArrivals } from './arrivals';

/** Says what arrives. The thread itself is silent, for lines come and go in it with every scroll. */
export function Announcer({ window, customerName }: { window: ThreadWindow; customerName: string }) {
  const t = useTranslations('thread');
  const summary = useMessageSummary();
  const [said, setSaid] = useState({ text: '', times: 0 });
  const arrivals = useRef<ReturnType<typeof makeArrivals> | null>(null);
  const say = useEffectEvent((arrived: Message[]) => {
    const [only] = arrived;
    if (only === undefined) return;
    const text =
      arrived.length === 1
        ? t('arrived', { summary: summary(only, customerName).slice(0, 300) })
        : t('arrivedTogether', { count: arrived.length, customer: customerName });
    setSaid(({ times }) => ({ text, times: times + 1 }));
  });

  useEffect(() => {
    const own = makeArrivals((arrived) => say(arrived));
    arrivals.current = own;
    return own.stop;
  }, []);
  useEffect(() => arrivals.current?.note(window), [window]);

  return (
    <p role="status" className="sr-only">
      {/* The same words again are heard only when they stand there anew. */}
      <span key={said.times}>{said.text}</span>
    </p>
  );
}
