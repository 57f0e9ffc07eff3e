import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';

import { ConversationList } from '@/components/inbox/ConversationList';
import { currentCaller } from '@/lib/access/current-caller';
import { conversationsQuery } from '@/lib/client/conversation-queries';
import { makeQueryClient } from '@/lib/client/query-client';
import { listConversations } from '@/lib/inbox/reading/list-conversations';

export default async function InboxLayout({ children }: { children: ReactNode }) {
  const caller = await currentCaller();
  if (caller === null) redirect('/sign-in');
  const queryClient = makeQueryClient();
  await queryClient.infiniteQuery({
    ...conversationsQuery({ view: 'all' }),
    queryFn: () => listConversations(caller, { view: 'all' }),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <main id="main" className="flex min-h-0 min-w-0 flex-1">
        <ConversationList />
        {children}
      </main>
    </HydrationBoundary>
  );
}
