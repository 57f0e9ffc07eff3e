'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Send, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { ask } from '@/lib/client/ask';
import { setupQuery } from '@/lib/client/installation-queries';

import { Button } from '../controls/Button';
import { useSession } from '../Session';

/** The sample conversations: sent through the real webhook, and removed with one click. */
export function SampleSettings() {
  const t = useTranslations('samples');
  const { role } = useSession();
  const queryClient = useQueryClient();
  const { data: setup } = useQuery(setupQuery);
  const sending = useMutation({
    mutationFn: () => ask('samplesSent', '/api/samples', { method: 'POST' }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const removing = useMutation({
    mutationFn: () => ask('samplesRemoved', '/api/samples', { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const failed = sending.isError || removing.isError;
  return (
    <div>
      <div className="flex flex-wrap gap-2">
        <Button isPending={sending.isPending} onPress={() => sending.mutate()}>
          <Send aria-hidden className="size-4" />
          {t('send')}
        </Button>
        {role === 'admin' && setup?.hasSamples === true && (
          <Button isPending={removing.isPending} onPress={() => removing.mutate()}>
            <Trash2 aria-hidden className="size-4" />
            {t('remove')}
          </Button>
        )}
      </div>
      <p role="status" className="mt-2 text-sm text-text-2">
        {failed
          ? t('failed')
          : removing.isSuccess
            ? t('removed', { count: removing.data.removed })
            : sending.isSuccess
              ? t('sent', { count: sending.data.sent })
              : ''}
      </p>
    </div>
  );
}
