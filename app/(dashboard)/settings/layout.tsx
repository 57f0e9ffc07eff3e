import type { ReactNode } from 'react';

import { SettingsNav } from '@/components/settings/SettingsNav';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <main id="main" className="flex min-h-0 min-w-0 flex-1">
      <SettingsNav />
      {children}
    </main>
  );
}
