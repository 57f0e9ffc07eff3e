'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

import type { MediaDeletion } from '@/lib/client/answers';
import { mediaDetailsQuery } from '@/lib/client/media-queries';
import type { MediaContent } from '@/lib/messages/kinds/media';

import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';
import { Skeleton } from '../controls/Skeleton';
import { useByteWords } from './use-byte-words';
import { failureOf, useDeletionOfOne } from './use-deletion-of-one';
import { useMediaName } from './use-media-name';

/** Asks whether one file shall be deleted, says which one at which server, and stays until CM.com has confirmed. */
export function DeleteOneDialog({
  content,
  onDeleted,
  onClose,
}: {
  content: MediaContent;
  onDeleted: (outcome: MediaDeletion['outcome']) => void;
  onClose: () => void;
}) {
  const t = useTranslations('deleteMedia');
  const deletion = useDeletionOfOne({
    mediaId: content.mediaId,
    onDeleted: (outcome) => {
      onDeleted(outcome);
      onClose();
    },
  });
  return (
    <Dialog
      alert
      title={t('title', { count: 1 })}
      isOpen
      onOpenChange={() => {
        if (!deletion.isPending) onClose();
      }}
    >
      {() => (
        <div className="px-5 pb-5">
          <WhichFile content={content} />
          <p className="mt-3 text-text-2">{t('forGood', { count: 1 })}</p>
          {deletion.isError && (
            <div role="alert" className="mt-4">
              <Notice icon={CircleAlert} tone="danger">
                {t(`failure.${failureOf(deletion.error)}`)}
              </Notice>
            </div>
          )}
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Button look="plain" autoFocus isDisabled={deletion.isPending} onPress={onClose}>
              {t('cancel')}
            </Button>
            <Button look="danger" isPending={deletion.isPending} onPress={() => deletion.mutate()}>
              {deletion.isPending ? t('deleting') : t('confirm')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function WhichFile({ content }: { content: MediaContent }) {
  const t = useTranslations('deleteMedia');
  const types = useTranslations('bubbles.media.type');
  const name = useMediaName();
  const bytes = useByteWords();
  const details = useQuery(mediaDetailsQuery(content.mediaId));
  const { host = null, size = null, contentType = content.contentType } = details.data ?? {};
  const facts = [types(content.mediaType), contentType, size === null ? null : bytes(size)];
  return (
    <div className="rounded-m bg-sunken px-3.5 py-3">
      <p dir="auto" className="theirs font-[560]">
        {name(content)}
      </p>
      {details.data === undefined && !details.isError ? (
        <Skeleton className="mt-1.5 h-4 w-44" />
      ) : (
        <p className="theirs mt-0.5 text-sm text-text-2">{facts.filter((word) => word !== null).join(' · ')}</p>
      )}
      <p className="mt-2 text-sm">
        {host === null ? t('atCm') : t.rich('atServer', { host: () => <strong className="font-[620]">{host}</strong> })}
      </p>
    </div>
  );
}
