'use client';

import { useMutation } from '@tanstack/react-query';
import { CloudOff, LoaderCircle, RotateCw, ShieldAlert, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { tell } from '@/lib/client/ask';
import type { MediaContent } from '@/lib/messages/kinds/media';
import type { MediaFile } from '@/lib/messages/media-file';

import { Button } from '../controls/Button';
import { Instant } from '../controls/Instant';
import { mediaPath } from './media-path';

const icons = { pending: LoaderCircle, stored: CloudOff, unavailable: CloudOff, blocked: ShieldAlert, deleted: Trash2 };

/** What stands in the place of a file that is not here: why, and what can be done. */
export function MediaStanding({ content, file }: { content: MediaContent; file: MediaFile | null }) {
  const t = useTranslations('media');
  const types = useTranslations('bubbles.media.type');
  const { state } = content;
  const Icon = icons[state];
  return (
    <div className="-mx-2 -mt-1 mb-1.5 flex items-start gap-2.5 rounded-[11px] bg-quote px-3 py-2.5 text-sm text-text-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${state === 'pending' ? 'animate-spin' : ''}`} />
      <div className="min-w-0">
        <p className={state === 'deleted' ? 'italic' : 'font-[560] text-text'}>
          {t(`state.${state}`, { type: types(content.mediaType) })}
        </p>
        <Reason content={content} file={file} />
        {file?.deletion?.state === 'under-way' && state !== 'deleted' && <p className="mt-0.5">{t('deleting')}</p>}
        {canRetry(content, file) && <Retry mediaId={content.mediaId} />}
      </div>
    </div>
  );
}

function Reason({ content, file }: { content: MediaContent; file: MediaFile | null }): ReactNode {
  const t = useTranslations('media');
  const { deletedBy = null, host = null, reason = null, retryAt = null } = file ?? {};
  if (content.state === 'deleted') {
    if (content.deletedAt === null) return null;
    const at = () => <Instant at={content.deletedAt ?? ''} look="full" />;
    return (
      <p className="tabular mt-0.5">
        {deletedBy === null ? at() : t.rich('deletedBy', { who: () => <bdi>{deletedBy}</bdi>, at })}
      </p>
    );
  }
  if (content.state === 'blocked') {
    return (
      <p className="mt-0.5">
        {host === null
          ? t('reason.wrong-server')
          : t.rich('blockedHost', { host: () => <bdi className="font-[560] text-text">{host}</bdi> })}
      </p>
    );
  }
  if (reason === null) return null;
  return (
    <p className="mt-0.5">
      {t(`reason.${reason}`)}
      {content.state === 'pending' && retryAt !== null && (
        <> {t.rich('retryAt', { at: () => <Instant at={retryAt} look="full" /> })}</>
      )}
    </p>
  );
}

/** What named no file, or one on another server, will not come by asking again. */
function canRetry({ state }: MediaContent, file: MediaFile | null): boolean {
  if (file === null || file.deletion?.state === 'under-way') return false;
  if (state === 'unavailable') return file.reason !== 'no-address';
  return state === 'pending' && file.reason !== null;
}

function Retry({ mediaId }: { mediaId: string }) {
  const t = useTranslations('media');
  const retry = useMutation({ mutationFn: () => tell(`${mediaPath(mediaId)}/retry`, { method: 'POST', body: {} }) });
  return (
    <>
      <Button look="inline" isPending={retry.isPending} onPress={() => retry.mutate()}>
        <RotateCw aria-hidden className="size-3.5" />
        {t('tryAgain')}
      </Button>
      {retry.isError && (
        <p role="alert" className="text-danger">
          {t('retryFailed')}
        </p>
      )}
    </>
  );
}
