'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { tokensQuery } from '@/lib/client/access-queries';
import type { ApiToken } from '@/lib/client/answers';
import { tell } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Confirm } from '../controls/Confirm';
import { Dialog } from '../controls/Dialog';
import { EmptyState } from '../controls/EmptyState';
import { LoadFailed } from '../controls/LoadFailed';
import { Skeleton } from '../controls/Skeleton';
import { Instant } from '../controls/Instant';
import { TokenForm } from './TokenForm';

/** Keys with which other programs use the API; administrators only. */
export function TokenSettings() {
  const t = useTranslations('tokens');
  const { data, error, refetch } = useQuery(tokensQuery);
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      {error !== null && <LoadFailed error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton className="h-16 w-full" />}
      {data?.items.length === 0 && (
        <EmptyState icon={KeyRound} title={t('none')}>
          {t('noneMore')}
        </EmptyState>
      )}
      {data !== undefined && data.items.length > 0 && (
        <ul aria-label={t('list')} className="divide-y divide-line border-y border-line">
          {data.items.map((token) => (
            <Token key={token.id} token={token} />
          ))}
        </ul>
      )}
      <div className="mt-4">
        <Button look="primary" onPress={() => setMaking(true)}>
          <Plus aria-hidden className="size-4" />
          {t('make')}
        </Button>
      </div>
      <Dialog title={t('make')} isOpen={isMaking} onOpenChange={setMaking}>
        {(close) => <TokenForm onDone={close} />}
      </Dialog>
    </>
  );
}

function Token({ token }: { token: ApiToken }) {
  const t = useTranslations('tokens');
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const revoking = useMutation({
    mutationFn: () => tell(`/api/tokens/${encodeURIComponent(token.id)}`, { method: 'DELETE' }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <bdi className="font-[580]">{token.name}</bdi>
          <code className="font-mono text-xs text-text-2">{token.start}…</code>
        </p>
        <p className="text-sm text-text-2">
          {t(`scope.${token.scope}`)}
          {' · '}
          {token.expiresAt === null
            ? t('endless')
            : t.rich('until', { at: () => <Instant at={token.expiresAt ?? ''} look="short" /> })}
          {' · '}
          {token.lastUsedAt === null
            ? t('unused')
            : t.rich('used', { at: () => <Instant at={token.lastUsedAt ?? ''} look="short" /> })}
        </p>
      </div>
      <Button look="inlineDanger" aria-label={t('revokeName', { name: token.name })} onPress={() => setAsking(true)}>
        {t('revoke')}
      </Button>
      <Confirm
        title={t('revokeTitle', { name: token.name })}
        confirm={t('revoke')}
        isOpen={isAsking}
        onOpenChange={setAsking}
        act={revoking}
      >
        {t('revokeMore')}
      </Confirm>
    </li>
  );
}
