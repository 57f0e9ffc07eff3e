'use client';

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Braces, CircleCheck, RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import type { Problem } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';
import { problemsQuery } from '@/lib/client/installation-queries';
import messages from '@/lib/i18n/en.json';

import { Button } from '../controls/Button';
import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Instant } from '../Instant';
import { LoadMore } from '../LoadMore';
import { SourceDialog } from '../ViewSource';
import { ListSkeletonGrid } from './ListSkeletonGrid';

/** Deliveries that could not be read: each with its reason, its source, and another try. */
export function ProblemsList() {
  const t = useTranslations('problems');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(problemsQuery());
  if (data === undefined) {
    return error === null ? (
      <ListSkeletonGrid look="h-24 w-full rounded-l" />
    ) : (
      <LoadFailed error={error} retry={() => void refetch()} />
    );
  }
  const problems = data.pages.flatMap((page) => page.items);
  if (problems.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={t('empty')}>
        {t('emptyMore')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t('title')} className="divide-y divide-line overflow-hidden rounded-l bg-surface shadow-1">
        {problems.map((problem) => (
          <Row key={problem.id} problem={problem} />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} isLoading={isFetchingNextPage} load={() => void fetchNextPage()} />
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
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="theirs font-[560]">{isKnown(problem.reason) ? t(`reason.${problem.reason}`) : problem.reason}</p>
        <p className="tabular text-sm text-text-2">
          <Instant at={problem.receivedAt} look="full" /> · {t('attempts', { count: problem.attempts })}
        </p>
        {replay.isError && (
          <p role="alert" className="text-sm text-danger">
            {t('replayFailed')}
          </p>
        )}
      </div>
      <div className="flex gap-4">
        <Button look="inline" onPress={() => setShowsSource(true)}>
          <Braces aria-hidden className="size-3.5" />
          {t('source')}
        </Button>
        <Button look="inline" isPending={replay.isPending} onPress={() => replay.mutate()}>
          <RotateCcw aria-hidden className="size-3.5" />
          {t('replay')}
        </Button>
      </div>
      <SourceDialog path={`${path}/source`} isOpen={showsSource} onOpenChange={setShowsSource} />
    </li>
  );
}

type KnownReason = keyof typeof messages.problems.reason;

function isKnown(reason: string): reason is KnownReason {
  return Object.hasOwn(messages.problems.reason, reason);
}
