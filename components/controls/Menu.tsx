'use client';

import type { LucideIcon } from 'lucide-react';
import { Check } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Popover,
  type MenuProps,
  type PopoverProps,
} from 'react-aria-components';

/** Where a menu hangs and whether it is open, as `MenuButton` tells it. */
export type MenuOpening = {
  button: HTMLElement | null;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** The floating list of a menu button. */
export function Menu<Item extends object>({
  placement = 'bottom end',
  opening,
  name,
  children,
  ...props
}: Omit<MenuProps<Item>, 'className' | 'children' | 'onClose'> & {
  placement?: NonNullable<PopoverProps['placement']>;
  opening: MenuOpening;
  name: string;
  children: ReactNode;
}) {
  const { button, isOpen, onOpenChange } = opening;
  const trigger = useRef(button);
  return (
    <Popover
      triggerRef={trigger}
      aria-label={name}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      placement={placement}
      offset={6}
      className="z-50 max-w-80 min-w-52 animate-appear overflow-auto rounded-m bg-raised p-1 shadow-2 ring-1 ring-line"
    >
      <AriaMenu
        {...props}
        aria-label={name}
        // As a menu button would: the first line takes the focus.
        autoFocus="first"
        onClose={() => onOpenChange(false)}
        className="outline-none"
      >
        {children}
      </AriaMenu>
    </Popover>
  );
}

/** The classes of a line in a menu. */
export const menuItemLook =
  'flex min-h-11 fine:min-h-9 cursor-default items-center gap-2.5 rounded-s px-2.5 text-base text-text -outline-offset-2 focus:bg-accent-soft data-[href]:cursor-pointer';

/** A line in a menu: an act, a link, or a choice that is ticked when taken. */
export function MenuItem({
  icon: Icon,
  children,
  ...props
}: {
  icon?: LucideIcon;
  children: string;
  id?: string;
  href?: string;
  target?: string;
  rel?: string;
  onAction?: () => void;
}) {
  return (
    <AriaMenuItem {...props} textValue={children} className={menuItemLook}>
      {({ isSelected, selectionMode }) => (
        <>
          {Icon && <Icon aria-hidden className="size-4 shrink-0 text-text-2" strokeWidth={1.75} />}
          <span className="flex-1">{children}</span>
          {selectionMode !== 'none' && isSelected && <Check aria-hidden className="size-4 text-accent" />}
        </>
      )}
    </AriaMenuItem>
  );
}
