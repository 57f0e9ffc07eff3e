import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { NothingOpen } from '@/components/inbox/NothingOpen';
import { currentCaller } from '@/lib/access/current-caller';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('inbox');
  return { title: t('title') };
}

export default async function InboxPage() {
  if ((await currentCaller()) === null) redirect('/sign-in');
  return <NothingOpen />;
}
