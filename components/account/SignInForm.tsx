'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { ApiProblem } from '@/lib/client/api-problem';
import { tell } from '@/lib/client/ask';

import { Field } from '../controls/Field';
import { WorkForm } from '../controls/WorkForm';

export function SignInForm() {
  const t = useTranslations('signIn');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signingIn = useMutation({
    mutationFn: () => tell('/api/auth/sign-in/email', { method: 'POST', body: { email, password } }),
    // A whole new page, so that nothing of an earlier session stays in memory.
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <WorkForm work={signingIn} look="page" failed={t(failureOf(signingIn.error))} button={t('button')} leaves>
      <Field
        label={t('email')}
        type="email"
        value={email}
        onChange={setEmail}
        isRequired
        autoComplete="username"
        autoFocus
      />
      <Field
        label={t('password')}
        type="password"
        value={password}
        onChange={setPassword}
        isRequired
        autoComplete="current-password"
      />
    </WorkForm>
  );
}

function failureOf(error: Error | null): 'wrong' | 'tooOften' | 'failed' {
  if (!(error instanceof ApiProblem)) return 'failed';
  if (error.status === 429) return 'tooOften';
  return error.status === 401 || error.status === 400 ? 'wrong' : 'failed';
}
