import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { ProblemsList } from '@/components/lists/ProblemsList';
import { PageFrame } from '@/components/shell/PageFrame';
import { currentCaller } from '@/lib/access/current-caller';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('problems');
  return { title: t('title') };
}

export default async function ProblemsPage() {
  if ((await currentCaller()) === null) redirect('/sign-in');
  const t = await getTranslations('problems');
  return (
    <PageFrame title={t('title')} intro={t('intro')}>
      <ProblemsList />
    </PageFrame>
  );
}
