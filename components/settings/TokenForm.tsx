'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { tokensQuery } from '@/lib/client/access-queries';
import type { Numbers, Scope } from '@/lib/client/answers';
import { ask } from '@/lib/client/ask';

import { Choose } from '../controls/Choose';
import { Field } from '../controls/Field';
import { RadioCards } from '../controls/RadioCards';
import { WorkForm } from '../controls/WorkForm';
import { NumbersChoice } from './NumbersChoice';
import { SecretMade } from './SecretMade';

const scopes: Scope[] = ['read', 'operate', 'admin', 'metrics'];
const lifetimes = ['30', '90', '365', 'endless'] as const;
const DAY_MS = 86_400_000;

/** Makes an API token and shows it, this once. */
export function TokenForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('tokens');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('read');
  const [numbers, setNumbers] = useState<Numbers>('all');
  const [days, setDays] = useState('90');
  const canLimit = scope === 'read' || scope === 'operate';
  const making = useMutation({
    mutationFn: () =>
      ask('tokenMade', '/api/tokens', {
        method: 'POST',
        body: {
          name,
          scope,
          numbers: canLimit ? numbers : 'all',
          expiresAt: days === 'endless' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
        },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  if (making.isSuccess) {
    return <SecretMade secret={making.data.token} name={t('copy')} more={t('once')} done={t('done')} onDone={onDone} />;
  }
  return (
    <WorkForm work={making} look="dialog" failed={t('notMade')} button={t('create')}>
      <Field
        label={t('name')}
        placeholder={t('example')}
        value={name}
        onChange={setName}
        isRequired
        maxLength={60}
        autoComplete="off"
        autoFocus
      />
      <RadioCards
        label={t('scopeLabel')}
        value={scope}
        onChange={setScope}
        choices={scopes.map((value) => ({ value, title: t(`scope.${value}`), more: t(`may.${value}`) }))}
      />
      {canLimit && <NumbersChoice value={numbers} onChange={setNumbers} />}
      <Choose
        label={t('lifetime')}
        value={days}
        onChange={setDays}
        choices={lifetimes.map((value) => ({ value, title: t(`days.${value}`) }))}
      />
    </WorkForm>
  );
}
