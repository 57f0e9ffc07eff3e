'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, Send } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

import { ask } from '@/lib/client/ask';
import { setupQuery } from '@/lib/client/installation-queries';

import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { Logo } from '../controls/Logo';
import { useSession } from '../Session';
import { SetupWarnings } from '../settings/SetupWarnings';
import { WebhookAddress } from '../settings/WebhookAddress';

/** The inbox before the first message: where CM.com should send to, and a way to see what it will be like. */
export function EmptyInbox() {
  const t = useTranslations('emptyInbox');
  const { role } = useSession();
  const { data: setup } = useQuery(setupQuery);
  const address = setup?.webhookAddress ?? null;
  const queryClient = useQueryClient();
  const samples = useMutation({
    mutationFn: () => ask('samplesSent', '/api/samples', { method: 'POST' }),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  return (
    <div className="mx-auto w-full max-w-lg px-5 py-10">
      <Logo className="mb-5 size-12" />
      <h2 className="text-xl font-[660] tracking-tight">{t('title')}</h2>
      <p className="mt-1.5 text-text-2">{t('explain')}</p>
      {address !== null && (
        <div className="mt-6">
          <WebhookAddress masked={address} />
          <div className="mt-3 empty:hidden">{setup !== undefined && <SetupWarnings setup={setup} />}</div>
          <p className="mt-3 text-sm text-text-2">
            {t.rich('more', {
              settings: (words) => (
                <Link href="/settings/webhook" className="font-[560] text-accent-strong underline underline-offset-2">
                  {words}
                </Link>
              ),
            })}
          </p>
        </div>
      )}
      {role === 'viewer' ? (
        <p className="mt-6 text-sm text-text-2">{t('viewer')}</p>
      ) : (
        <div className="mt-8 border-t border-line pt-6">
          <p className="mb-3 text-text-2">{t('samples')}</p>
          <Button look="primary" isPending={samples.isPending} onPress={() => samples.mutate()}>
            <Send aria-hidden className="size-4" />
            {samples.isPending ? t('sending') : t('send')}
          </Button>
          {samples.isError && (
            <div role="alert" className="mt-3">
              <Notice icon={CircleAlert} tone="danger">
                {t('notSent')}
              </Notice>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
