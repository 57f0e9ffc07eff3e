import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { AccountPage } from '@/components/account/AccountPage';
import { SignInForm } from '@/components/account/SignInForm';
import { currentCaller } from '@/lib/access/current-caller';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn');
  return { title: t('title') };
}

export default async function SignInPage() {
  if ((await currentCaller()) !== null) redirect('/');
  const t = await getTranslations('signIn');
  return (
    <AccountPage title={t('title')} intro={t('intro')}>
      <SignInForm />
    </AccountPage>
  );
}
