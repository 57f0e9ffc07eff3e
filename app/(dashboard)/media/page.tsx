import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';

import { MediaScreen } from '@/components/media/MediaScreen';
import { currentCaller } from '@/lib/access/current-caller';
import { findConversation } from '@/lib/inbox/reading/find-conversation';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('mediaList');
  return { title: t('title') };
}

export default async function MediaPage({ searchParams }: PageProps<'/media'>) {
  const caller = await currentCaller();
  if (caller === null) redirect('/sign-in');
  const { conversation: id } = await searchParams;
  const conversation = typeof id === 'string' ? await findConversation(caller, id) : null;
  if (typeof id === 'string' && conversation === null) notFound();
  return <MediaScreen key={conversation?.id ?? ''} conversation={conversation} />;
}
