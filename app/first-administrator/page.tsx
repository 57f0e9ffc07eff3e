import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { AccountPage } from '@/components/account/AccountPage';
import { FirstAdministratorForm } from '@/components/account/FirstAdministratorForm';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('firstAdministrator');
  return { title: t('title') };
}

export default async function FirstAdministratorPage() {
  const t = await getTranslations('firstAdministrator');
  return (
    <AccountPage title={t('title')} intro={t('intro')}>
      <FirstAdministratorForm />
    </AccountPage>
  );
}
