'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useFormatter, useMessages, useNow, useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';

import type { Warning } from '@/lib/client/answers';
import { warningsQuery } from '@/lib/client/installation-queries';

import { Button } from '../controls/Button';

/** What goes on unseen, above everything. Each can be hidden, until it begins anew. */
export function WarningBanner() {
  const { data } = useQuery(warningsQuery);
  const hidden = useHidden();
  const shown = (data?.items ?? []).filter((warning) => !hidden.includes(keyOf(warning)));
  return (
    <div role="status" className="contents">
      {shown.map((warning) => (
        <Line key={warning.code} warning={warning} />
      ))}
    </div>
  );
}

function Line({ warning }: { warning: Warning }) {
  const t = useTranslations('warnings');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const titles = useMessages().warnings.title;
  const isKnown = (word: string): word is keyof typeof titles => Object.hasOwn(titles, word);
  const code = isKnown(warning.code) ? warning.code : 'other';
  const facts = {
    code: warning.code,
    count: warning.count ?? 0,
    since: warning.since === null ? '' : format.relativeTime(new Date(warning.since), now),
  };
  return (
    <div className="flex shrink-0 items-start gap-2.5 border-b border-line bg-notice ps-4 pe-2 text-sm text-notice-text md:ps-5">
      <TriangleAlert aria-hidden className="mt-2.5 size-4 shrink-0" strokeWidth={1.9} />
      <p className="min-w-0 flex-1 py-2">
        <strong className="font-[620]">{t(`title.${code}`, facts)}</strong> {t(`more.${code}`)}
      </p>
      <Button look="quiet" className="shrink-0 text-sm text-current!" onPress={() => hide(keyOf(warning))}>
        {t('hide')}
      </Button>
    </div>
  );
}

function keyOf({ code, since }: Warning): string {
  return `${code} ${since ?? ''}`;
}

const storageKey = 'inlet-hidden-warnings';
const listeners = new Set<() => void>();

/** Which warnings this tab has hidden, as one text: they come back with the next visit. */
function useHidden(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sessionStorage.getItem(storageKey) ?? '',
    () => '',
  );
}

function hide(key: string): void {
  sessionStorage.setItem(storageKey, `${sessionStorage.getItem(storageKey) ?? ''}\n${key}`);
  for (const listener of listeners) listener();
}
