import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { OrdersList } from '@/components/lists/OrdersList';
import { PageFrame } from '@/components/shell/PageFrame';
import { currentCaller } from '@/lib/access/current-caller';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('ordersList');
  return { title: t('title') };
}

export default async function OrdersPage() {
  if ((await currentCaller()) === null) redirect('/sign-in');
  const t = await getTranslations('ordersList');
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      <OrdersList />
    </PageFrame>
  );
}
