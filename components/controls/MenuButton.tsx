'use client';

import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';

import type { MenuOpening } from './Menu';

/** A button that opens a menu. What `menu` draws should be loaded by `later`, for nobody sees it before. */
export function MenuButton({
  menu,
  name,
  className,
  children,
}: {
  menu: (opening: MenuOpening) => ReactNode;
  name?: string;
  className: string;
  children: ReactNode;
}) {
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        ref={setButton}
        {...(name === undefined ? {} : { 'aria-label': name })}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        className={className}
      >
        {children}
      </Button>
      {isOpen && menu({ button, isOpen, onOpenChange: setOpen })}
    </>
  );
}
