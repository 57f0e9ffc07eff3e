import { useTranslations } from 'next-intl';

import { Skeleton } from '../controls/Skeleton';

/** A list of things while it is being loaded. */
export function ListSkeletonGrid({
  look,
  columns = 'grid-cols-2 sm:grid-cols-3 lg:grid-cols-4',
}: {
  look: string;
  columns?: string;
}) {
  const t = useTranslations('states');
  return (
    <div aria-busy className={`grid gap-3 ${columns}`}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className={look} />
      ))}
    </div>
  );
}
