'use client';

import { useMutation } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { ask } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';

/** The address that CM.com has to send to: its secret part after a click, which is recorded. */
export function WebhookAddress({
  masked,
  index = 0,
  label,
}: {
  masked: string;
  /** Which of the valid addresses; the current one is the first. */
  index?: number;
  label?: string;
}) {
  const t = useTranslations('setup');
  const showing = useMutation({
    mutationFn: () => ask('webhookAddresses', '/api/webhook/address', { method: 'POST' }),
  });
  const address = showing.data?.addresses[index];
  return (
    <div className="rounded-m bg-sunken px-3.5 py-2.5 ring-1 ring-line ring-inset">
      <div className="flex items-center justify-between gap-3">
        <span className="text-xs font-semibold text-text-2">{label ?? t('webhookAddress')}</span>
        {address === undefined ? (
          <Button
            look="inline"
            aria-label={t('showAddress')}
            isPending={showing.isPending}
            onPress={() => showing.mutate()}
          >
            <Eye aria-hidden className="size-3.5" />
            {t('show')}
          </Button>
        ) : (
          <CopyButton text={address} name={t('copyAddress')} />
        )}
      </div>
      <code aria-live="polite" className="block font-mono text-xs/5 break-all select-all">
        {address ?? masked}
      </code>
      {showing.isError && (
        <p role="alert" className="mt-1 text-sm text-danger">
          {t('notShown')}
        </p>
      )}
    </div>
  );
}
