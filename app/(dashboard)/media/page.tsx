import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { MediaList } from '@/components/lists/MediaList';
import { PageFrame } from '@/components/PageFrame';
import { currentCaller } from '@/lib/access/current-caller';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('mediaList');
  return { title: t('title') };
}

export default async function MediaPage() {
  if ((await currentCaller()) === null) redirect('/sign-in');
  const t = await getTranslations('mediaList');
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      <MediaList />
    </PageFrame>
  );
}
