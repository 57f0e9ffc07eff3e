'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

import { tell } from '@/lib/client/ask';
import { spaceQuery } from '@/lib/client/media-queries';

import { Toggle } from '../controls/Toggle';

/** Whether a message that a customer deletes takes its file at CM.com with it. */
export function DeletionSetting({ isOn }: { isOn: boolean }) {
  const t = useTranslations('mediaSettings');
  const queryClient = useQueryClient();
  const changing = useMutation({
    mutationFn: (deletesOnNotice: boolean) => tell('/api/settings', { method: 'PUT', body: { deletesOnNotice } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: spaceQuery.queryKey }),
  });
  return (
    <section aria-labelledby="deletion-setting" className="border-t border-line pt-6">
      <h2 id="deletion-setting" className="mb-2 text-base font-[640]">
        {t('customerDeletes')}
      </h2>
      <Toggle
        label={t('deletesOnNotice')}
        description={t('deletesOnNoticeMore')}
        isSelected={changing.isPending ? changing.variables : isOn}
        onChange={(next) => changing.mutate(next)}
      />
      {changing.isError && (
        <p role="alert" className="text-sm text-danger">
          {t('notSaved')}
        </p>
      )}
    </section>
  );
}
