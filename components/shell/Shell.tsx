import type { ReactNode } from 'react';
import { getTranslations } from 'next-intl/server';

import { Hints } from '../controls/Hints';
import { BottomBar } from './BottomBar';
import { Keys } from './Keys';
import { LiveBanner } from './LiveBanner';
import { MissingParts } from './MissingParts';
import { Rail } from './Rail';
import { StatusLine } from './StatusLine';
import { WarningBanner } from './WarningBanner';

/** The frame round every page of somebody who is signed in. */
export async function Shell({ children }: { children: ReactNode }) {
  const t = await getTranslations('shell');
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-m bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t('skip')}
      </a>
      <LiveBanner />
      <WarningBanner />
      <div className="flex min-h-0 flex-1">
        <Rail />
        {children}
      </div>
      <BottomBar />
      <StatusLine />
      <Keys />
      <Hints />
      <MissingParts />
    </div>
  );
}
