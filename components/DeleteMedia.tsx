'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import type { MediaDeletion } from '@/lib/client/answers';
import { ApiProblem } from '@/lib/client/api-problem';
import { ask } from '@/lib/client/ask';
import { mediaDetailsQuery } from '@/lib/client/installation-queries';
import { markMediaDeleted, type ThreadWindow } from '@/lib/client/thread-window';
import type { MediaContent } from '@/lib/messages/kinds/media';

import { Button } from './controls/Button';
import { Dialog } from './controls/Dialog';
import { Notice } from './controls/Notice';
import { Skeleton } from './controls/Skeleton';

/** Deletes a customer's file at CM.com and here, after an alert that says which one and that it is for good. */
export function DeleteMedia({
  content,
  onDone,
}: {
  content: MediaContent;
  onDone: (outcome: MediaDeletion['outcome']) => void;
}) {
  const t = useTranslations('deleteMedia');
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);

  const deletion = useMutation({
    mutationFn: () => ask('mediaDeletion', `/api/media/${encodeURIComponent(content.mediaId)}`, { method: 'DELETE' }),
    onSuccess: (done) => {
      setOpen(false);
      onDone(done.outcome);
      const deletedAt = new Date().toISOString();
      queryClient.setQueriesData<ThreadWindow>(
        { queryKey: ['thread'] },
        (window) => window && markMediaDeleted(window, content.mediaId, deletedAt),
      );
      void queryClient.invalidateQueries({ queryKey: ['messages-of-kind'] });
    },
  });

  return (
    <>
      <Button
        look="inlineDanger"
        data-delete-media
        onPress={() => {
          deletion.reset();
          setOpen(true);
        }}
      >
        <Trash2 aria-hidden className="size-3.5" />
        {t('button')}
      </Button>
      <Dialog
        alert
        title={t('title')}
        isOpen={isOpen}
        onOpenChange={(next) => {
          if (!deletion.isPending) setOpen(next);
        }}
      >
        {() => (
          <div className="px-5 pb-5">
            <WhichFile content={content} />
            <p className="mt-3 text-text-2">{t('forGood')}</p>
            {deletion.isError && (
              <div role="alert" className="mt-4">
                <Notice icon={CircleAlert} tone="danger">
                  {t(failureOf(deletion.error))}
                </Notice>
              </div>
            )}
            <div className="mt-6 flex flex-wrap justify-end gap-2">
              <Button
                look="plain"
                autoFocus
                isDisabled={deletion.isPending}
                onPress={() => {
                  setOpen(false);
                }}
              >
                {t('cancel')}
              </Button>
              <Button
                look="danger"
                isPending={deletion.isPending}
                onPress={() => {
                  deletion.mutate();
                }}
              >
                {deletion.isPending ? t('deleting') : t('confirm')}
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </>
  );
}

function WhichFile({ content }: { content: MediaContent }) {
  const t = useTranslations('deleteMedia');
  const types = useTranslations('bubbles.media.type');
  const details = useQuery(mediaDetailsQuery(content.mediaId));
  const host = details.data?.host ?? null;
  const size = details.data?.size ?? null;
  const type = types(content.mediaType);
  return (
    <div className="rounded-m bg-sunken px-3.5 py-3">
      <p dir="auto" className="theirs font-[560]">
        {content.title ?? type}
      </p>
      {details.data === undefined && !details.isError ? (
        <Skeleton className="mt-1.5 h-4 w-44" />
      ) : (
        <p className="theirs mt-0.5 text-sm text-text-2">
          {[type, details.data?.contentType ?? content.contentType, size === null ? null : sizeWords(size)]
            .filter((word) => word !== null)
            .join(' · ')}
        </p>
      )}
      <p className="mt-2 text-sm">
        {host === null ? t('atCm') : t.rich('atServer', { host: () => <strong className="font-[620]">{host}</strong> })}
      </p>
    </div>
  );
}

function failureOf(error: Error): 'failure.unconfirmed' | 'failure.underWay' | 'failure.forbidden' | 'failure.other' {
  if (!(error instanceof ApiProblem)) return 'failure.other';
  if (error.status === 502) return 'failure.unconfirmed';
  if (error.status === 409) return 'failure.underWay';
  return error.status === 403 ? 'failure.forbidden' : 'failure.other';
}

function sizeWords(bytes: number): string {
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat('en-GB', { style: 'unit', unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(
    amount,
  );
}
