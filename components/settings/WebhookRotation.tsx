'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import type { WebhookState } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';
import { setupQuery } from '@/lib/client/installation-queries';
import { webhookQuery } from '@/lib/client/access-queries';

import { Button } from '../controls/Button';
import { Confirm } from '../controls/Confirm';

/** Replaces the address: first a new one beside the old one, then the old one ends. */
export function WebhookRotation({ webhook }: { webhook: WebhookState }) {
  const t = useTranslations('webhookSettings');
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const isRotating = webhook.addresses.length > 1;
  const changing = useMutation({
    mutationFn: () => tell('/api/webhook/rotation', { method: isRotating ? 'DELETE' : 'POST' }),
    onSuccess: async () => {
      setAsking(false);
      await Promise.all(
        [webhookQuery, setupQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey: [...queryKey] })),
      );
    },
  });
  if (!webhook.canRotate) return <p className="text-sm text-text-2">{t('byEnvironment')}</p>;
  const step = isRotating ? 'retire' : 'renew';
  return (
    <>
      <Button look={isRotating ? 'danger' : 'plain'} onPress={() => setAsking(true)}>
        <RefreshCw aria-hidden className="size-4" />
        {t(`${step}.button`)}
      </Button>
      <Confirm
        title={t(`${step}.title`)}
        confirm={t(`${step}.confirm`)}
        isDangerous={isRotating}
        isOpen={isAsking}
        onOpenChange={setAsking}
        act={changing}
      >
        {t(`${step}.more`)}
      </Confirm>
    </>
  );
}
