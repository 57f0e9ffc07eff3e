'use client';

import { useState } from 'react';

import { later } from './later';
import type { DialogProps } from './DialogFrame';

const DialogFrame = later(() => import('./DialogFrame').then((module) => module.DialogFrame));

/**
 * A dialog over the page: a sheet from below on a phone, a card in the middle elsewhere. What dialogs are made of is
 * loaded with the first one that opens.
 */
export function Dialog(props: DialogProps) {
  const [wasOpened, setWasOpened] = useState(props.isOpen);
  if (props.isOpen && !wasOpened) setWasOpened(true);
  return wasOpened ? <DialogFrame {...props} /> : null;
}
