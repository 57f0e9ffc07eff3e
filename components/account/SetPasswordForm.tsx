'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore, type SyntheticEvent } from 'react';

import { ask, tell } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Failed } from '../controls/Failed';
import { Field } from '../controls/Field';
import { Notice } from '../controls/Notice';
import { Skeleton } from '../controls/Skeleton';

/** Chooses a password with the link of an invitation or a reset. Its token stands after the `#`, which no server ever sees. */
export function SetPasswordForm() {
  const t = useTranslations('setPassword');
  const token = useSyncExternalStore(
    subscribe,
    () => window.location.hash.slice(1),
    () => null,
  );
  const { data: opened, isError } = useQuery({
    queryKey: ['password-link', token],
    queryFn: () => ask('openPasswordLink', '/api/password-links/check', { method: 'POST', body: { token } }),
    enabled: token !== null && token !== '',
    retry: false,
    staleTime: Infinity,
  });
  if (token === '' || isError) return <Notice icon={CircleAlert}>{t('closed')}</Notice>;
  if (token === null || opened === undefined) return <Skeleton className="h-40 w-full" />;
  return <Claim token={token} {...opened} />;
}

function Claim({
  token,
  purpose,
  email,
  name: givenName,
}: {
  token: string;
  purpose: string;
  email: string;
  name: string;
}) {
  const t = useTranslations('setPassword');
  const isInvitation = purpose === 'invitation';
  const [name, setName] = useState(givenName);
  const [password, setPassword] = useState('');
  const claiming = useMutation({
    mutationFn: async () => {
      await tell('/api/password-links/claim', {
        method: 'POST',
        body: { token, password, ...(isInvitation && { name }) },
      });
      await tell('/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
    },
    onSuccess: () => window.location.replace('/'),
  });
  const claim = (event: SyntheticEvent) => {
    event.preventDefault();
    claiming.mutate();
  };
  return (
    <form onSubmit={claim} className="space-y-4">
      <p>
        {isInvitation ? t('invited') : t('reset')} <bdi className="font-[600]">{email}</bdi>
      </p>
      {isInvitation && (
        <Field label={t('name')} value={name} onChange={setName} isRequired maxLength={100} autoComplete="name" />
      )}
      {/* So that a password manager knows whose password it keeps. */}
      <input type="email" value={email} readOnly hidden autoComplete="username" />
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
        autoFocus
      />
      <Failed error={claiming.error} otherwise={t('failed')} />
      <Button
        look="primary"
        type="submit"
        className="!min-h-11 w-full"
        isPending={claiming.isPending || claiming.isSuccess}
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
