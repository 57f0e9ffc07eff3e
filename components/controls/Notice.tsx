import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

const tones = {
  warning: 'bg-notice text-notice-text',
  danger: 'bg-danger-soft text-danger',
  calm: 'bg-accent-soft text-accent-strong',
};

/** A few words that somebody should see. */
export function Notice({
  icon: Icon,
  tone = 'warning',
  children,
}: {
  icon: LucideIcon;
  tone?: keyof typeof tones;
  children: ReactNode;
}) {
  return (
    <div className={`flex gap-2.5 rounded-m px-3.5 py-2.5 text-sm ${tones[tone]}`}>
      <Icon aria-hidden className="mt-px size-4 shrink-0" strokeWidth={1.9} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
