'use client';

import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger, type TooltipProps } from 'react-aria-components';

/** Shows the name of a control that has no words on it. */
export function Hint({
  text,
  placement = 'bottom',
  children,
}: {
  text: string;
  placement?: NonNullable<TooltipProps['placement']>;
  children: ReactElement;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      {children}
      <Tooltip
        placement={placement}
        offset={6}
        className="pointer-events-none z-50 max-w-60 animate-appear rounded-s bg-text px-2 py-1 text-xs text-surface shadow-2"
      >
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
