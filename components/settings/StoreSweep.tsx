'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

import { ask } from '@/lib/client/ask';
import { spaceQuery } from '@/lib/client/media-queries';
import type { MediaSpace } from '@/lib/messages/media-space';

import { Button } from '../controls/Button';
import { useByteWords } from '../media/use-byte-words';

/** Files that belong to no message, and messages whose copy has vanished: found, and set right at a press. */
export function StoreSweep({ space: { orphans, missing } }: { space: MediaSpace }) {
  const t = useTranslations('mediaSettings');
  const bytes = useByteWords();
  const queryClient = useQueryClient();
  const sweep = useMutation({
    mutationFn: () => ask('mediaSwept', '/api/media/sweep', { method: 'POST', body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: spaceQuery.queryKey }),
  });
  return (
    <section aria-labelledby="store-sweep" className="border-t border-line pt-6">
      <h2 id="store-sweep" className="text-base font-[640]">
        {t('sweep')}
      </h2>
      <p className="mt-1 max-w-prose text-text-2">{t('sweepMore')}</p>
      <ul className="tabular mt-3 space-y-1 text-sm">
        <li>{t('orphans', { count: orphans.files, bytes: bytes(orphans.bytes) })}</li>
        <li>{t('missing', { count: missing })}</li>
      </ul>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button isPending={sweep.isPending} onPress={() => sweep.mutate()}>
          {sweep.isPending ? t('sweeping') : t('sweepNow')}
        </Button>
        <p role="status" className="tabular text-sm text-text-2">
          {sweep.isSuccess && t('swept', { removed: sweep.data.removed, bytes: bytes(sweep.data.bytes) })}
        </p>
      </div>
      {sweep.isError && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {t('notSwept')}
        </p>
      )}
    </section>
  );
}
