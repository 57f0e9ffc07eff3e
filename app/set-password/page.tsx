import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { AccountPage } from '@/components/account/AccountPage';
import { SetPasswordForm } from '@/components/account/SetPasswordForm';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('setPassword');
  return { title: t('title') };
}

export default async function SetPasswordPage() {
  const t = await getTranslations('setPassword');
  return (
    <AccountPage title={t('title')} intro={t('intro')}>
      <SetPasswordForm />
    </AccountPage>
  );
}
