import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';

import { ConversationScreen } from '@/components/thread/ConversationScreen';
import { currentCaller } from '@/lib/access/current-caller';
import { openThread } from '@/lib/client/thread-query';
import { findConversation } from '@/lib/inbox/reading/find-conversation';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { formatPhoneNumber } from '@/lib/messages/phone-number';

type Props = PageProps<'/conversations/[id]'>;

const openConversation = cache(async (id: string) => {
  const caller = await currentCaller();
  if (caller === null) redirect('/sign-in');
  return { caller, conversation: await findConversation(caller, id) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { conversation } = await openConversation((await params).id);
  const t = await getTranslations('customer');
  if (conversation === null) return {};
  const { name, number } = conversation.customer;
  return { title: name ?? (number === null ? t('notGiven') : formatPhoneNumber(number)) };
}

export default async function ConversationPage({ params, searchParams }: Props) {
  const { caller, conversation } = await openConversation((await params).id);
  if (conversation === null) notFound();
  const { message } = await searchParams;
  const anchorId = typeof message === 'string' ? message : null;
  const readPage = (place: object, limit = 50) => readThread(caller, conversation.id, { ...place, limit });
  // A link to a message that is gone still opens its conversation.
  const opened = await openThread(readPage, anchorId).catch(() => null);
  return (
    <ConversationScreen
      key={`${conversation.id} ${anchorId ?? ''}`}
      initialConversation={conversation}
      initialWindow={opened ?? (await openThread(readPage, null))}
      anchorId={opened === null ? null : anchorId}
      isAnchorGone={opened === null && anchorId !== null}
      initiallyDetailed={(await cookies()).get('details')?.value !== 'hidden'}
    />
  );
}
