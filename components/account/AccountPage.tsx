import type { ReactNode } from 'react';

import { Logo } from '../controls/Logo';

/** A page for somebody who is not signed in. */
export function AccountPage({ title, intro, children }: { title: string; intro: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas px-4 py-10">
      <div className="w-full max-w-sm">
        <Logo className="mb-5 size-12" />
        <h1 className="text-xl font-[660] tracking-tight">{title}</h1>
        <p className="mt-1 mb-6 text-text-2">{intro}</p>
        {children}
      </div>
    </main>
  );
}
