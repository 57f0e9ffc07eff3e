import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What stands where there is nothing, or where something went wrong. */
export function EmptyState({
  icon: Icon,
  title,
  isPage = false,
  children,
}: {
  icon: LucideIcon;
  title: string;
  /** It is all that the page holds, so its title is the page's heading. */
  isPage?: boolean;
  children?: ReactNode;
}) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      <span className="mb-4 grid size-14 place-items-center rounded-full bg-avatar text-text-2">
        <Icon aria-hidden className="size-6" strokeWidth={1.6} />
      </span>
      <Title className="text-lg font-[620] tracking-tight">{title}</Title>
      {children !== undefined && <div className="mt-1.5 text-base text-text-2">{children}</div>}
    </div>
  );
}
