'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';

import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';
import type { Deletable } from './use-delete-media';
import { DeletionProgress } from './DeletionProgress';
import { useDeletionOfSeveral } from './use-deletion-of-several';

/** Asks once for several files, then shows how it goes with each and offers to try again what was not confirmed. */
export function DeleteSeveralDialog({ files, onClose }: { files: Deletable[]; onClose: () => void }) {
  const t = useTranslations('deleteMedia');
  const mediaIds = useMemo(() => files.map(({ content }) => content.mediaId), [files]);
  const { standings, isRunning, hasBegun, hasFailed, left, start } = useDeletionOfSeveral(mediaIds);
  return (
    // Closing it stops nothing: the server has noted what to delete.
    <Dialog alert title={t('title', { count: files.length })} isOpen onOpenChange={onClose}>
      {() => (
        <div className="flex min-h-0 flex-col px-5 pb-5">
          <WhichFiles files={files} />
          {hasBegun ? (
            <DeletionProgress files={files} standings={standings} isRunning={isRunning} />
          ) : (
            <p className="mt-3 text-text-2">{t('forGood', { count: files.length })}</p>
          )}
          {hasFailed && (
            <div role="alert" className="mt-4">
              <Notice icon={CircleAlert} tone="danger">
                {t('failure.other')}
              </Notice>
            </div>
          )}
          {hasBegun && isRunning && <p className="mt-3 text-sm text-text-2">{t('goesOn')}</p>}
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Button look="plain" autoFocus onPress={onClose}>
              {hasBegun ? t('close') : t('cancel')}
            </Button>
            {left > 0 && (
              <Button look="danger" isPending={isRunning} onPress={start}>
                {isRunning ? t('deleting') : hasBegun ? t('again', { count: left }) : t('confirm')}
              </Button>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function WhichFiles({ files }: { files: Deletable[] }) {
  const t = useTranslations('deleteMedia');
  const counts = new Map<Deletable['content']['mediaType'], number>();
  for (const { content } of files) counts.set(content.mediaType, (counts.get(content.mediaType) ?? 0) + 1);
  const hosts = [...new Set(files.flatMap(({ file }) => file?.host ?? []))].sort();
  return (
    <div className="rounded-m bg-sunken px-3.5 py-3">
      <p className="font-[560]">{[...counts].map(([type, count]) => t(`count.${type}`, { count })).join(', ')}</p>
      {hosts.length > 0 && (
        <p className="mt-2 text-sm">
          {t.rich('atServers', { hosts: () => <strong className="font-[620]">{hosts.join(', ')}</strong> })}
        </p>
      )}
    </div>
  );
}
