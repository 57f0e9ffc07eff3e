'use client';

import { useRef } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';

/** The name of a control that has no words on it, beside the control. */
export function Hint({ control }: { control: HTMLElement }) {
  const trigger = useRef(control);
  return (
    <TooltipTrigger isOpen>
      <Tooltip
        triggerRef={trigger}
        placement={control.dataset.hintPlacement === 'end' ? 'right' : 'bottom'}
        offset={6}
        className="pointer-events-none z-50 max-w-60 animate-appear rounded-s bg-text px-2 py-1 text-xs text-surface shadow-2"
      >
        {control.dataset.hint}
      </Tooltip>
    </TooltipTrigger>
  );
}
