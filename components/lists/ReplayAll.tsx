'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { ask } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';

/** How many problems there are, and another try for all of them: asked for first, with its progress and its end. */
export function ReplayAll({ count, replaying }: { count: number; replaying: number }) {
  const t = useTranslations('problems');
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const replay = useMutation({
    mutationFn: () => ask('problemsReplayed', '/api/problems/replay', { method: 'POST', body: {} }),
    onSuccess: async () => {
      setOpen(false);
      await Promise.all(['problems', 'counts'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
  });
  const says =
    replaying > 0 ? t('progress', { count: replaying }) : replay.isSuccess ? t('done', { left: count }) : null;
  if (count === 0 && says === null) return null;
  return (
    <div className="mb-3 flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p role="status" className="tabular text-sm text-text-2">
        {says ?? t('count', { count })}
      </p>
      {count > 0 && (
        <Button
          isDisabled={replaying > 0}
          onPress={() => {
            replay.reset();
            setOpen(true);
          }}
        >
          <RotateCcw aria-hidden className="size-4" />
          {t('replayAll')}
        </Button>
      )}
      <Dialog alert title={t('replayAllTitle')} isOpen={isOpen} onOpenChange={setOpen}>
        {(close) => (
          <div className="px-5 pb-5">
            <p className="text-text-2">{t('replayAllMore')}</p>
            {replay.isError && (
              <div role="alert" className="mt-4">
                <Notice icon={CircleAlert} tone="danger">
                  {t('replayFailed')}
                </Notice>
              </div>
            )}
            <div className="mt-6 flex flex-wrap justify-end gap-2">
              <Button autoFocus isDisabled={replay.isPending} onPress={close}>
                {t('cancel')}
              </Button>
              <Button look="primary" isPending={replay.isPending} onPress={() => replay.mutate()}>
                {t('replayAllConfirm')}
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </div>
  );
}
