import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { PlacesList } from '@/components/lists/PlacesList';
import { PageFrame } from '@/components/shell/PageFrame';
import { currentCaller } from '@/lib/access/current-caller';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('placesList');
  return { title: t('title') };
}

export default async function PlacesPage() {
  if ((await currentCaller()) === null) redirect('/sign-in');
  const t = await getTranslations('placesList');
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      <PlacesList />
    </PageFrame>
  );
}
