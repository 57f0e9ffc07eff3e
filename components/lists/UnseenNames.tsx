'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

import { unseenNamesQuery } from '@/lib/client/installation-queries';
import { useNextPage } from '@/lib/client/use-next-page';

import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { Instant } from '../controls/Instant';
import { LoadMore } from '../controls/LoadMore';

/** What deliveries held that this version does not know: by name, with first and last time and how often. */
export function UnseenNames() {
  const t = useTranslations('unseen');
  const query = useInfiniteQuery(unseenNamesQuery());
  const { data, error, refetch } = query;
  const next = useNextPage(query);
  const names = data?.pages.flatMap((page) => page.items);
  return (
    <section aria-labelledby="unseen-names" className="mt-10">
      <h2 id="unseen-names" className="text-lg font-[650] tracking-tight">
        {t('title')}
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-text-2">{t('intro')}</p>
      {error !== null && names === undefined && <LoadFailed error={error} retry={() => void refetch()} />}
      {error === null && names === undefined && <Skeleton className="h-24 w-full rounded-l" />}
      {names?.length === 0 && <p className="rounded-l bg-surface px-4 py-4 text-text-2 shadow-1">{t('empty')}</p>}
      {names !== undefined && names.length > 0 && (
        <ul aria-label={t('title')} className="divide-y divide-line overflow-hidden rounded-l bg-surface shadow-1">
          {names.map(({ what, name, firstAt, lastAt, deliveries }) => (
            <li
              key={`${what} ${name}`}
              className="flex flex-wrap items-baseline gap-x-6 gap-y-0.5 px-4 py-2.5 md:flex-nowrap"
            >
              <div className="min-w-0 flex-1 basis-full md:basis-0">
                <code className="theirs font-mono text-sm">{name}</code>
                <span className="ms-2 text-sm text-text-2">{t(`kind.${what}`)}</span>
              </div>
              <p className="tabular shrink-0 text-sm text-text-2">{t('deliveries', { count: deliveries })}</p>
              <p className="tabular shrink-0 text-sm text-text-2">
                {t.rich('between', {
                  first: () => <Instant at={firstAt} look="full" />,
                  last: () => <Instant at={lastAt} look="full" />,
                  same: String(firstAt === lastAt),
                })}
              </p>
            </li>
          ))}
        </ul>
      )}
      {names?.some(({ name }) => name.includes('*')) === true && (
        <p className="mt-2 text-sm text-text-2">{t('star')}</p>
      )}
      <LoadMore next={next} />
    </section>
  );
}
