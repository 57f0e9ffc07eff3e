'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

import { webhookQuery } from '@/lib/client/access-queries';

import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { WebhookAddress } from './WebhookAddress';
import { WebhookRotation } from './WebhookRotation';

/** How deliveries get in: the valid addresses, how to replace them, and the further locks; administrators only. */
export function WebhookDoor() {
  const t = useTranslations('webhookSettings');
  const { data: webhook, error, refetch } = useQuery(webhookQuery);
  if (error !== null) return <LoadFailed error={error} retry={() => void refetch()} />;
  if (webhook === undefined) return <Skeleton className="h-20 w-full" />;
  const isRotating = webhook.addresses.length > 1;
  return (
    <div className="space-y-3">
      {webhook.addresses.map((masked, index) => (
        <WebhookAddress
          key={masked}
          masked={masked}
          index={index}
          {...(isRotating ? { label: t(index === 0 ? 'current' : 'retiring') } : {})}
        />
      ))}
      {isRotating && webhook.canRotate && <p className="text-sm text-text-2">{t('whileTwo')}</p>}
      <WebhookRotation webhook={webhook} />
      <dl className="text-sm text-text-2">
        <div>
          <dt className="inline font-[560] text-text">{t('allow')}</dt>{' '}
          <dd className="inline">{webhook.allow.length === 0 ? t('allowAny') : webhook.allow.join(', ')}</dd>
        </div>
        <div>
          <dt className="inline font-[560] text-text">{t('header')}</dt>{' '}
          <dd className="inline">{webhook.requiredHeader ?? t('headerNone')}</dd>
        </div>
      </dl>
    </div>
  );
}
