'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, type SyntheticEvent } from 'react';

import { tokensQuery } from '@/lib/client/access-queries';
import type { Numbers, Scope } from '@/lib/client/answers';
import { ask } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Choose } from '../controls/Choose';
import { Failed } from '../controls/Failed';
import { Field } from '../controls/Field';
import { RadioCards } from '../controls/RadioCards';
import { NumbersChoice } from './NumbersChoice';
import { SecretToCopy } from './SecretToCopy';

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
  const make = (event: SyntheticEvent) => {
    event.preventDefault();
    making.mutate();
  };
  if (making.isSuccess) {
    return (
      <div className="space-y-4 overflow-y-auto px-5 pt-1 pb-6">
        <SecretToCopy secret={making.data.token} name={t('copy')} more={t('once')} />
        <div className="flex justify-end">
          <Button look="primary" onPress={onDone}>
            {t('done')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form onSubmit={make} className="space-y-4 overflow-y-auto px-5 pt-1 pb-6">
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
      <Failed error={making.error} otherwise={t('notMade')} />
      <div className="flex justify-end">
        <Button look="primary" type="submit" isPending={making.isPending}>
          {t('create')}
        </Button>
      </div>
    </form>
  );
}
