'use client';

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Braces, CircleCheck, RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import type { Problem } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';
import { countsQuery, problemsQuery } from '@/lib/client/installation-queries';
import { useNextPage } from '@/lib/client/use-next-page';
import messages from '@/lib/i18n/en.json';

import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Instant } from '../controls/Instant';
import { LoadMore } from '../controls/LoadMore';
import { SourceDialog } from '../message/ViewSource';
import { ListSkeletonGrid } from './ListSkeletonGrid';
import { ReplayAll } from './ReplayAll';
import { UnseenNames } from './UnseenNames';

/** Deliveries that could not be read, each with its reason, its source and another try; and what in others was new. */
export function ProblemsList() {
  const t = useTranslations('problems');
  const query = useInfiniteQuery(problemsQuery());
  const { data, error, refetch } = query;
  const next = useNextPage(query);
  const { data: counts } = useQuery(countsQuery);
  if (data === undefined) {
    return error === null ? (
      <ListSkeletonGrid look="h-24 w-full rounded-l" />
    ) : (
      <LoadFailed error={error} retry={() => void refetch()} />
    );
  }
  const problems = data.pages.flatMap((page) => page.items);
  const count = counts?.problems ?? problems.length;
  return (
    <>
      <ReplayAll count={count} replaying={counts?.replaying ?? 0} />
      {problems.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t('empty')}>
          {t('emptyMore')}
        </EmptyState>
      ) : (
        <ul aria-label={t('title')} className="divide-y divide-line overflow-hidden rounded-l bg-surface shadow-1">
          {problems.map((problem) => (
            <Row key={problem.id} problem={problem} />
          ))}
        </ul>
      )}
      <LoadMore next={next} />
      <UnseenNames />
    </>
  );
}

function Row({ problem }: { problem: Problem }) {
  const t = useTranslations('problems');
  const queryClient = useQueryClient();
  const [showsSource, setShowsSource] = useState(false);
  const path = `/api/problems/${encodeURIComponent(problem.id)}`;
  const replay = useMutation({
    mutationFn: () => tell(`${path}/replay`, { method: 'POST', body: {} }),
    onSuccess: () =>
      Promise.all(['problems', 'counts'].map((key) => queryClient.invalidateQueries({ queryKey: [key] }))),
  });
  const { reason, receivedAt, attempts, retries, retriedAt } = problem;
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-1 px-4 pt-3.5 pb-1.5 md:pb-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="theirs font-[580]">{isKnown(reason) ? t(`reason.${reason}`) : reason}</h2>
        {isKnown(reason) && <p className="mt-0.5 max-w-prose text-text-2">{t(`hint.${reason}`)}</p>}
        <p className="tabular mt-1 text-sm text-text-2">
          <Instant at={receivedAt} look="full" />
          {retriedAt !== null && (
            <>
              {' · '}
              {t.rich('retries', { count: retries, at: () => <Instant at={retriedAt} look="full" /> })}
            </>
          )}
          {' · '}
          {t('attempts', { count: attempts })}
        </p>
        {replay.isError && (
          <p role="alert" className="text-sm text-danger">
            {t('replayFailed')}
          </p>
        )}
      </div>
      {reason !== 'emptied' && (
        <div className="flex gap-4">
          <Button look="inline" onPress={() => setShowsSource(true)}>
            <Braces aria-hidden className="size-3.5" />
            {t('source')}
          </Button>
          <Button look="inline" isPending={replay.isPending} onPress={() => replay.mutate()}>
            <RotateCcw aria-hidden className="size-3.5" />
            {replay.isPending ? t('replaying') : t('replay')}
          </Button>
        </div>
      )}
      <SourceDialog path={`${path}/source`} isOpen={showsSource} onOpenChange={setShowsSource} />
    </li>
  );
}

type KnownReason = keyof typeof messages.problems.reason;

function isKnown(reason: string): reason is KnownReason {
  return Object.hasOwn(messages.problems.reason, reason);
}
