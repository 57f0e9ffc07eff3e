import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { SectionFrame } from '@/components/settings/SectionFrame';
import { maySee, type SectionName } from '@/components/settings/sections';
import { currentCaller } from '@/lib/access/current-caller';

/** The page of one section, for somebody who is signed in. What it shows asks for its own data, by role. */
export async function SectionPage({ name, children }: { name: SectionName; children: ReactNode }) {
  const caller = await currentCaller();
  if (caller === null) redirect('/sign-in');
  const isAllowed = maySee(caller.role, name);
  return (
    <div className="min-w-0 flex-1 overflow-y-auto bg-canvas">
      <SectionFrame name={name} isAllowed={isAllowed}>
        {isAllowed && children}
      </SectionFrame>
    </div>
  );
}

/** The title of a section's page. */
export async function sectionMetadata(name: SectionName): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t(`section.${name}.title`) };
}
