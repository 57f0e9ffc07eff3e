'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

import type { NextPage } from '@/lib/client/use-next-page';

import { Skeleton } from './controls/Skeleton';
import { MoreFailed } from './MoreFailed';

/** Stands at the end of a list and asks for more when it comes near the view. */
export function LoadMore({ next }: { next: NextPage }) {
  const { hasMore, isLoading, hasFailed, load } = next;
  const t = useTranslations('states');
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = end.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load();
      },
      { rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, hasFailed, load]);

  if (hasFailed) return <MoreFailed next={next} />;
  if (!hasMore) return null;
  return (
    <div ref={end} aria-busy={isLoading} className="p-4">
      <span className="sr-only">{t('loadingMore')}</span>
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
