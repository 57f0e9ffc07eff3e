'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type SyntheticEvent } from 'react';

import { ApiProblem } from '@/lib/client/api-problem';
import { tell } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { Notice } from '../controls/Notice';

export function SignInForm() {
  const t = useTranslations('signIn');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signingIn = useMutation({
    mutationFn: () => tell('/api/auth/sign-in/email', { method: 'POST', body: { email, password } }),
    // A whole new page, so that nothing of an earlier session stays in memory.
    onSuccess: () => window.location.assign('/'),
  });
  const signIn = (event: SyntheticEvent) => {
    event.preventDefault();
    signingIn.mutate();
  };
  return (
    <form onSubmit={signIn} className="space-y-4">
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
      {signingIn.isError && (
        <div role="alert">
          <Notice icon={CircleAlert} tone="danger">
            {t(failureOf(signingIn.error))}
          </Notice>
        </div>
      )}
      <Button
        look="primary"
        type="submit"
        className="!min-h-11 w-full"
        isPending={signingIn.isPending || signingIn.isSuccess}
      >
        {t('button')}
      </Button>
    </form>
  );
}

function failureOf(error: Error): 'wrong' | 'tooOften' | 'failed' {
  if (!(error instanceof ApiProblem)) return 'failed';
  if (error.status === 429) return 'tooOften';
  return error.status === 401 || error.status === 400 ? 'wrong' : 'failed';
}
