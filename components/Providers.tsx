'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';

import { makeQueryClient } from '@/lib/client/query-client';

/** What every page stands on: queries, the locale of the controls, and the reader's time zone. */
export function Providers({ locale, timeZone, children }: { locale: string; timeZone: string; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const router = useRouter();

  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (own === timeZone || document.cookie.includes(`timezone=${encodeURIComponent(own)}`)) return;
    document.cookie = `timezone=${encodeURIComponent(own)}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  }, [router, timeZone]);

  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale={locale}>
        <RouterProvider
          navigate={(path) => {
            router.push(path);
          }}
        >
          {children}
        </RouterProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}
