import { useTranslations } from 'next-intl';

import { Skeleton } from '../controls/Skeleton';

const bubbles = [
  'w-56 h-14',
  'w-72 h-9',
  'w-40 h-9 self-end',
  'w-80 h-40',
  'w-48 h-9',
  'w-64 h-14 self-end',
  'w-60 h-9',
];

/** The thread while it is being loaded. */
export function ThreadSkeleton() {
  const t = useTranslations('states');
  return (
    <div aria-busy className="flex min-h-0 flex-1 flex-col justify-end gap-2.5 overflow-hidden px-3 pb-4 md:px-5">
      <span className="sr-only">{t('loading')}</span>
      {bubbles.map((look, index) => (
        <Skeleton key={index} className={`max-w-full rounded-l ${look}`} />
      ))}
    </div>
  );
}
