import type { ReactNode } from 'react';

/** A page of the dashboard that is no inbox: its title, what it is for, and its content. */
export function PageFrame({ title, intro, children }: { title: string; intro: string; children: ReactNode }) {
  return (
    <main id="main" className="min-w-0 flex-1 overflow-y-auto bg-canvas">
      <div className="mx-auto w-full max-w-5xl px-4 py-6 md:px-8 md:py-8">
        <h1 className="text-xl font-[660] tracking-tight">{title}</h1>
        <p className="mt-1 mb-6 max-w-prose text-text-2">{intro}</p>
        {children}
      </div>
    </main>
  );
}
