import { useTranslations } from 'next-intl';

import { Skeleton } from '../controls/Skeleton';

const widths = ['w-1/2', 'w-2/5', 'w-3/5', 'w-1/3', 'w-1/2', 'w-2/5', 'w-3/5'];

/** The list while it is being loaded. */
export function ListSkeleton() {
  const t = useTranslations('states');
  return (
    <div aria-busy>
      <span className="sr-only">{t('loading')}</span>
      {widths.map((width, index) => (
        <div key={index} className="flex items-center gap-3 px-2 py-2.5">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
