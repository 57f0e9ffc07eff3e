'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';

import { setupQuery } from '@/lib/client/installation-queries';

import { Notice } from '../controls/Notice';
import { Skeleton } from '../controls/Skeleton';
import { Instant } from '../controls/Instant';
import { SetupWarnings } from './SetupWarnings';
import { WebhookDoor } from './WebhookDoor';

const wishes = ['json', 'messageContext', 'welcome'] as const;

/** How CM.com is brought to send messages here, and whether it does. */
export function WebhookSettings() {
  const t = useTranslations('setup');
  const { data: setup } = useQuery(setupQuery);
  return (
    <div>
      {setup === undefined ? (
        <Skeleton className="h-24 w-full" />
      ) : (
        <div className="space-y-4">
          {setup.webhookAddress === null ? (
            <p className="text-sm text-text-2">{t('addressHidden')}</p>
          ) : (
            <WebhookDoor />
          )}
          <SetupWarnings setup={setup} />
          {setup.lastDeliveryAt === null ? (
            <Notice icon={CircleDashed}>{t('noDelivery')}</Notice>
          ) : (
            <Notice icon={CircleCheck} tone="calm">
              {t.rich('lastDelivery', { at: () => <Instant at={setup.lastDeliveryAt ?? ''} look="full" /> })}
            </Notice>
          )}
          <div>
            <h2 className="mb-2 text-sm font-[620]">{t('ask')}</h2>
            <ol className="space-y-3">
              {wishes.map((wish, index) => (
                <li key={wish} className="flex gap-3">
                  <span className="tabular grid size-6 shrink-0 place-items-center rounded-full bg-avatar text-xs font-semibold text-text-2">
                    {index + 1}
                  </span>
                  <span>
                    <span className="block font-[560]">{t(`wish.${wish}.title`)}</span>
                    <span className="block text-sm text-text-2">{t(`wish.${wish}.why`)}</span>
                  </span>
                </li>
              ))}
            </ol>
          </div>
        </div>
      )}
    </div>
  );
}
