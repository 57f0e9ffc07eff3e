'use client';

import { useEffect, useRef } from 'react';

import type { NextPage } from '@/lib/client/use-next-page';

import { ListEnd } from './ListEnd';

/** Stands at the end of a list and asks for more when it comes near the view. */
export function LoadMore({ next }: { next: NextPage }) {
  const { hasMore, load } = next;
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = end.current;
    if (element === null || !hasMore) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) load();
      },
      { rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, load]);

  return (
    <div ref={end}>
      <ListEnd next={next} />
    </div>
  );
}
