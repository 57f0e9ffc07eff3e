'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

import { Skeleton } from './controls/Skeleton';

/** Stands at the end of a list and asks for more when it comes near the view. */
export function LoadMore({ hasMore, isLoading, load }: { hasMore: boolean; isLoading: boolean; load: () => void }) {
  const t = useTranslations('states');
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = end.current;
    if (element === null || !hasMore || isLoading) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load();
      },
      { rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, isLoading, load]);

  if (!hasMore) return null;
  return (
    <div ref={end} aria-busy={isLoading} className="p-4">
      <span className="sr-only">{t('loadingMore')}</span>
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
