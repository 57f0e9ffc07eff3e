'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { tell } from '@/lib/client/ask';

import { Field } from '../controls/Field';
import { Notice } from '../controls/Notice';
import { WorkForm } from '../controls/WorkForm';
import { NewPasswordField } from './NewPasswordField';
import { useLinkToken } from './use-link-token';

/** Makes the first account, with the link that the first start printed. */
export function FirstAdministratorForm() {
  const t = useTranslations('firstAdministrator');
  const token = useLinkToken();
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
  if (token === '') return <Notice icon={CircleAlert}>{t('noToken')}</Notice>;
  return (
    <WorkForm work={creating} look="page" failed={t('failed')} button={t('button')} leaves>
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
      <NewPasswordField label={t('password')} value={password} onChange={setPassword} />
    </WorkForm>
  );
}
