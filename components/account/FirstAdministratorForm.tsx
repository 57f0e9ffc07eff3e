'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore, type SyntheticEvent } from 'react';

import { ApiProblem } from '@/lib/client/api-problem';
import { tell } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { Notice } from '../controls/Notice';

/** Makes the first account. The one-time token stands after the `#` of the address, which no server ever sees. */
export function FirstAdministratorForm() {
  const t = useTranslations('firstAdministrator');
  const token = useSyncExternalStore(
    subscribe,
    () => window.location.hash.slice(1),
    () => null,
  );
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const creating = useMutation({
    mutationFn: async () => {
      await tell('/api/first-administrator', { method: 'POST', body: { token, name, email, password } });
      await tell('/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
    },
    onSuccess: () => window.location.replace('/'),
  });
  const create = (event: SyntheticEvent) => {
    event.preventDefault();
    creating.mutate();
  };
  if (token === '') return <Notice icon={CircleAlert}>{t('noToken')}</Notice>;
  return (
    <form onSubmit={create} className="space-y-4">
      <Field
        label={t('name')}
        value={name}
        onChange={setName}
        isRequired
        maxLength={100}
        autoComplete="name"
        autoFocus
      />
      <Field label={t('email')} type="email" value={email} onChange={setEmail} isRequired autoComplete="username" />
      <Field
        label={t('password')}
        description={t('passwordMore')}
        type="password"
        value={password}
        onChange={setPassword}
        isRequired
        minLength={8}
        maxLength={128}
        autoComplete="new-password"
      />
      {creating.isError && (
        <div role="alert">
          <Notice icon={CircleAlert} tone="danger">
            {(creating.error instanceof ApiProblem ? creating.error.detail : null) ?? t('failed')}
          </Notice>
        </div>
      )}
      <Button
        look="primary"
        type="submit"
        className="!min-h-11 w-full"
        isPending={creating.isPending || creating.isSuccess}
      >
        {t('button')}
      </Button>
    </form>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
