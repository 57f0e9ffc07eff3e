import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { PageFrame } from '@/components/PageFrame';
import { AccountSettings } from '@/components/settings/AccountSettings';
import { MapSettings } from '@/components/settings/MapSettings';
import { NumberSettings } from '@/components/settings/NumberSettings';
import { SampleSettings } from '@/components/settings/SampleSettings';
import { SetupSettings } from '@/components/settings/SetupSettings';
import { currentCaller } from '@/lib/access/current-caller';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('title') };
}

export default async function SettingsPage() {
  const caller = await currentCaller();
  if (caller === null) redirect('/sign-in');
  const t = await getTranslations('settings');
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      <SetupSettings />
      <NumberSettings />
      <MapSettings />
      {caller.role === 'admin' && <AccountSettings />}
      {caller.role !== 'viewer' && <SampleSettings />}
    </PageFrame>
  );
}
