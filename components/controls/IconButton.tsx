'use client';

import type { LucideIcon } from 'lucide-react';
import { Button, type ButtonProps } from 'react-aria-components';

/** A button that is only an icon: its name is heard, and seen as a hint. */
export function IconButton({
  icon: Icon,
  name,
  className = '',
  ...props
}: Omit<ButtonProps, 'className' | 'children'> & { icon: LucideIcon; name: string; className?: string }) {
  return (
    <Button
      {...props}
      aria-label={name}
      data-hint={name}
      className={`grid size-11 shrink-0 place-items-center rounded-m text-text-2 transition-colors hover:bg-hover hover:text-text aria-expanded:bg-hover pressed:bg-line fine:size-9 ${className}`}
    >
      <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
    </Button>
  );
}
