'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

import type { Account } from '@/lib/client/answers';
import { ask } from '@/lib/client/ask';

import { Button } from '../controls/Button';
import { Failed } from '../controls/Failed';
import { SecretToCopy } from './SecretToCopy';

/** Makes a link with which somebody chooses a password: the only one that works from then on. */
export function PasswordLinkForm({ account }: { account: Account }) {
  const t = useTranslations('people');
  const making = useMutation({
    mutationFn: () =>
      ask('passwordLink', `/api/accounts/${encodeURIComponent(account.id)}/password-link`, { method: 'POST' }),
  });
  const { name } = account;
  return (
    <div className="space-y-4 overflow-y-auto px-5 pt-1 pb-6">
      {making.isSuccess ? (
        <SecretToCopy
          secret={making.data.link}
          name={t('copyLink')}
          more={account.invited ? t('invitedMore', { name }) : t('resetMade', { name })}
        />
      ) : (
        <>
          <p className="text-text-2">{account.invited ? t('inviteAgainMore') : t('resetMore', { name })}</p>
          <Failed error={making.error} otherwise={t('notSaved')} />
          <div className="flex justify-end">
            <Button look="primary" isPending={making.isPending} onPress={() => making.mutate()}>
              {t('makeLink')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
