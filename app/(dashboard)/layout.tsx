import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';

import { DeleteMediaProvider } from '@/components/media/DeleteMediaProvider';
import { SessionProvider } from '@/components/Session';
import { Shell } from '@/components/shell/Shell';
import { currentCaller } from '@/lib/access/current-caller';
import { countsQuery, setupQuery, warningsQuery } from '@/lib/client/installation-queries';
import { makeQueryClient } from '@/lib/client/query-client';
import { countViews } from '@/lib/inbox/reading/count-views';
import { readSetup } from '@/lib/inbox/setup/read-setup';
import { readWarnings } from '@/lib/inbox/setup/read-warnings';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const caller = await currentCaller();
  if (caller === null) redirect('/sign-in');
  const queryClient = makeQueryClient();
  await Promise.all([
    queryClient.query({ ...countsQuery, queryFn: () => countViews(caller) }),
    queryClient.query({ ...setupQuery, queryFn: () => readSetup(caller) }),
    queryClient.query({ ...warningsQuery, queryFn: () => readWarnings(caller) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <SessionProvider session={{ name: caller.name, email: caller.email, role: caller.role }}>
        <DeleteMediaProvider>
          <Shell>{children}</Shell>
        </DeleteMediaProvider>
      </SessionProvider>
    </HydrationBoundary>
  );
}
