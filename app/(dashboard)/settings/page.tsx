import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { AccountSettings } from '@/components/settings/AccountSettings';
import { SectionFrame } from '@/components/settings/SectionFrame';
import { currentCaller } from '@/lib/access/current-caller';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('title') };
}

/** On a phone the list of sections is the whole page; a wide screen shows the first one beside it. */
export default async function SettingsPage() {
  if ((await currentCaller()) === null) redirect('/sign-in');
  return (
    <div className="min-w-0 flex-1 overflow-y-auto bg-canvas max-md:hidden">
      <SectionFrame name="account" isAllowed>
        <AccountSettings />
      </SectionFrame>
    </div>
  );
}
