'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { ask, tell } from '@/lib/client/ask';

import { Field } from '../controls/Field';
import { Notice } from '../controls/Notice';
import { Skeleton } from '../controls/Skeleton';
import { WorkForm } from '../controls/WorkForm';
import { NewPasswordField } from './NewPasswordField';
import { useLinkToken } from './use-link-token';

/** Chooses a password with the link of an invitation or a reset. */
export function SetPasswordForm() {
  const t = useTranslations('setPassword');
  const token = useLinkToken();
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
  return (
    <WorkForm work={claiming} look="page" failed={t('failed')} button={t('button')} leaves>
      <p>
        {isInvitation ? t('invited') : t('reset')} <bdi className="font-[600]">{email}</bdi>
      </p>
      {isInvitation && (
        <Field label={t('name')} value={name} onChange={setName} isRequired maxLength={100} autoComplete="name" />
      )}
      {/* So that a password manager knows whose password it keeps. */}
      <input type="email" value={email} readOnly hidden autoComplete="username" />
      <NewPasswordField label={t('password')} value={password} onChange={setPassword} autoFocus />
    </WorkForm>
  );
}
