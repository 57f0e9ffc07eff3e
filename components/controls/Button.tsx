'use client';

import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

import { buttonLook, type ButtonLook } from './button-look';

/** A button with words on it. */
export function Button({
  look = 'plain',
  className = '',
  children,
  ...props
}: Omit<ButtonProps, 'className' | 'children'> & { look?: ButtonLook; className?: string; children: ReactNode }) {
  return (
    <AriaButton {...props} className={buttonLook(look, className)}>
      {children}
    </AriaButton>
  );
}
