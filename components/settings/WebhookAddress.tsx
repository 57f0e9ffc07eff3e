'use client';

import { useTranslations } from 'next-intl';

import { CopyButton } from '../controls/CopyButton';

/** The address that CM.com has to send to, whole, with a button that copies it. */
export function WebhookAddress({ address }: { address: string }) {
  const t = useTranslations('setup');
  return (
    <div className="rounded-m bg-sunken px-3.5 py-2.5 ring-1 ring-line ring-inset">
      <div className="flex items-center justify-between gap-3">
        <span className="text-xs font-semibold text-text-2">{t('webhookAddress')}</span>
        <CopyButton text={address} name={t('copyAddress')} />
      </div>
      <code className="block font-mono text-xs/5 break-all select-all">{address}</code>
    </div>
  );
}
