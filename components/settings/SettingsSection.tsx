import type { ReactNode } from 'react';

/** One subject of a section of the settings. */
export function SettingsSection({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  return (
    <section className="border-t border-line py-6 first-of-type:border-0 first-of-type:pt-0">
      <h2 className="text-base font-[640]">{title}</h2>
      {intro !== undefined && <p className="mt-0.5 max-w-prose text-sm text-text-2">{intro}</p>}
      <div className="mt-4 min-w-0">{children}</div>
    </section>
  );
}
