import { usePathname } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';

/** What somebody has typed, and how long nothing more may be typed before it counts, in milliseconds. */
export type Typed = { text: string; rest: number };

/** A link that has led nowhere after so many milliseconds does not lead elsewhere in the page. */
const wayLasts = 2000;

/**
 * Does something with what was typed once nothing more is. Whoever follows a link meanwhile gets there first: a change of
 * the address would end the way there, and belongs to the page that it leads to.
 */
export function useAfterRest(typed: Typed | null, act: (text: string) => void): void {
  const pathname = usePathname();
  const done = useRef<Typed | null>(null);
  const actOn = useEffectEvent((due: Typed) => {
    done.current = due;
    act(due.text);
  });
  useEffect(() => {
    if (typed === null || typed === done.current) return;
    let waiting = setTimeout(() => actOn(typed), typed.rest);
    const letGoFirst = ({ target }: MouseEvent) => {
      const followsLink = target instanceof Element && target.closest('a[href]') !== null;
      if (!followsLink || typed === done.current) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => actOn(typed), wayLasts);
    };
    document.addEventListener('click', letGoFirst, true);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('click', letGoFirst, true);
    };
  }, [typed, pathname]);
}
