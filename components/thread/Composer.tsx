import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Where answers are written; without a product token it is off, and says why. */
export function Composer({ customerName }: { customerName: string }) {
  const t = useTranslations('composer');
  return (
    <footer className="shrink-0 border-t border-line bg-surface px-3 py-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] md:px-5 short:px-0 short:py-0">
      <div className="flex min-h-10 items-center gap-2.5 rounded-m bg-sunken px-3.5 py-2 text-sm text-text-2 short:min-h-0 short:rounded-none short:py-1">
        <Lock aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        <p className="line-clamp-3 min-w-0 flex-1 short:line-clamp-1">
          {t.rich('off', { customer: () => <bdi>{customerName}</bdi> })}
        </p>
      </div>
    </footer>
  );
}
