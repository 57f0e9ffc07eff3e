import type { ReactNode } from 'react';

/** One subject of the settings. */
export function SettingsSection({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-t border-line py-8 first-of-type:border-0 first-of-type:pt-0 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <div>
        <h2 className="text-base font-[640]">{title}</h2>
        {intro !== undefined && <p className="mt-1 text-sm text-text-2">{intro}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
