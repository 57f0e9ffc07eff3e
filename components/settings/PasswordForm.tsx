'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type SyntheticEvent } from 'react';

import { sessionsQuery } from '@/lib/client/access-queries';
import { ApiProblem } from '@/lib/client/api-problem';
import { tell } from '@/lib/client/ask';

import { NewPasswordField } from '../account/NewPasswordField';
import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { Notice } from '../controls/Notice';

/** Changes the reader's own password, which ends all other sessions. */
export function PasswordForm() {
  const t = useTranslations('accountSettings');
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const changing = useMutation({
    mutationFn: () => tell('/api/account/password', { method: 'PUT', body: { current, password } }),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      return queryClient.invalidateQueries({ queryKey: sessionsQuery(null).queryKey });
    },
  });
  const change = (event: SyntheticEvent) => {
    event.preventDefault();
    changing.mutate();
  };
  const isWrong = changing.error instanceof ApiProblem && changing.error.code === 'wrong_password';
  const detail = changing.error instanceof ApiProblem ? changing.error.detail : null;
  return (
    <form onSubmit={change} className="max-w-sm space-y-4">
      <Field
        label={t('current')}
        type="password"
        value={current}
        onChange={setCurrent}
        isRequired
        autoComplete="current-password"
      />
      <NewPasswordField label={t('password')} value={password} onChange={setPassword} />
      <div role="status">
        {changing.isSuccess && (
          <Notice icon={CircleCheck} tone="calm">
            {t('changed')}
          </Notice>
        )}
        {changing.isError && (
          <p className="text-sm text-danger">{isWrong ? t('wrong') : (detail ?? t('notChanged'))}</p>
        )}
      </div>
      <Button type="submit" isPending={changing.isPending}>
        {t('change')}
      </Button>
    </form>
  );
}
