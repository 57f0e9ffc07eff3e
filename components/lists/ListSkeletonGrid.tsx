import { useTranslations } from 'next-intl';

import { Skeleton } from '../controls/Skeleton';

/** A list of things while it is being loaded. */
export function ListSkeletonGrid({ look }: { look: string }) {
  const t = useTranslations('states');
  return (
    <div aria-busy className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className={look} />
      ))}
    </div>
  );
}
