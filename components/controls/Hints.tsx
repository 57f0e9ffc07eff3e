'use client';

import { useEffect, useState } from 'react';

import { later } from './later';

const Hint = later(() => import('./Hint').then((module) => module.Hint));

/** A pointer must rest on a control this many milliseconds before its name is shown. */
const restFor = 500;

/** Shows the name of whatever has `data-hint` while the pointer rests on it or the keyboard is at it; Escape hides it. */
export function Hints() {
  const [control, setControl] = useState<HTMLElement | null>(null);

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const show = (next: HTMLElement | null, delay: number) => {
      clearTimeout(waiting);
      if (next === null) setControl(null);
      else waiting = setTimeout(() => setControl(next), delay);
    };
    const point = (event: PointerEvent) => {
      if (event.pointerType === 'mouse') show(hinted(event.target), restFor);
    };
    const focus = (event: FocusEvent) => {
      const target = hinted(event.target);
      show(target?.matches(':focus-visible') === true ? target : null, 0);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') show(null, 0);
    };
    const hide = () => show(null, 0);
    document.addEventListener('pointerover', point);
    document.addEventListener('focusin', focus);
    document.addEventListener('keydown', press);
    document.addEventListener('pointerdown', hide);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('pointerover', point);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('keydown', press);
      document.removeEventListener('pointerdown', hide);
    };
  }, []);

  return control?.isConnected === true ? <Hint key={control.dataset.hint} control={control} /> : null;
}

function hinted(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null;
}
