'use client';

import { Check, CircleAlert, CircleDashed, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Label, ProgressBar } from 'react-aria-components';

import type { Deletable } from './use-delete-media';
import { isGone, type Standing } from './use-deletion-of-several';
import { useMediaName } from './use-media-name';

/** How far a deletion of several files is, and how it stands with each: those that need attention first. */
export function DeletionProgress({
  files,
  standings,
  isRunning,
}: {
  files: Deletable[];
  standings: Map<string, Standing>;
  isRunning: boolean;
}) {
  const t = useTranslations('deleteMedia');
  const all = [...standings.values()];
  const gone = all.filter(isGone).length;
  const failed = all.filter(({ state }) => state === 'unconfirmed').length;
  const standingOf = ({ content }: Deletable): Standing => standings.get(content.mediaId) ?? { state: 'waiting' };
  const sorted = [...files].sort((a, b) => Number(isGone(standingOf(a))) - Number(isGone(standingOf(b))));
  return (
    <>
      <ProgressBar value={gone + failed} maxValue={files.length} className="mt-4">
        {({ percentage }) => (
          <>
            <Label className="flex justify-between text-sm font-[560]">
              <span>{isRunning ? t('deleting') : t('summary', { gone, failed })}</span>
              <span className="tabular text-text-2">{t('of', { done: gone + failed, count: files.length })}</span>
            </Label>
            <div className="mt-2 h-1.5 overflow-hidden rounded-full bg-line">
              <div
                className={`h-full rounded-full transition-[width] ${failed > 0 ? 'bg-danger' : 'bg-accent'}`}
                style={{ width: `${String(percentage ?? 0)}%` }}
              />
            </div>
          </>
        )}
      </ProgressBar>
      <p role="status" className="sr-only">
        {isRunning ? '' : t('summary', { gone, failed })}
      </p>
      <ul aria-label={t('files')} tabIndex={0} className="-mx-2 mt-3 max-h-56 min-h-24 overflow-y-auto rounded-s">
        {sorted.map((file) => (
          <Row key={file.content.mediaId} file={file} standing={standingOf(file)} />
        ))}
      </ul>
    </>
  );
}

function Row({ file: { content }, standing }: { file: Deletable; standing: Standing }) {
  const t = useTranslations('deleteMedia');
  const name = useMediaName();
  const hasFailed = standing.state === 'unconfirmed';
  const Icon = { waiting: CircleDashed, underWay: LoaderCircle, deleted: Check, gone: Check, unconfirmed: CircleAlert }[
    standing.state
  ];
  return (
    <li className="flex items-start gap-2.5 px-2 py-1.5 text-sm">
      <Icon
        aria-hidden
        className={`mt-px size-4 shrink-0 ${hasFailed ? 'text-danger' : isGone(standing) ? 'text-accent' : 'text-text-3'} ${standing.state === 'underWay' ? 'animate-spin' : ''}`}
      />
      <span dir="auto" className="theirs min-w-0 flex-1 truncate">
        {name(content)}
      </span>
      <span className={`max-w-52 shrink-0 text-end ${hasFailed ? 'text-danger' : 'text-text-2'}`}>
        {hasFailed ? t(`unconfirmed.${standing.reason ?? 'other'}`) : t(`standing.${standing.state}`)}
      </span>
    </li>
  );
}
