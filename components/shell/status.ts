import { useSyncExternalStore } from 'react';

/** What became of an act, in words, and the way back where there is one. */
export type Status = { words: string; tone: 'done' | 'failed'; undo?: () => void };

let shown: Status | null = null;
const listeners = new Set<() => void>();

/** Says in the one status line of the page what became of an act; null takes back what was said. */
export function say(status: Status | null): void {
  shown = status;
  for (const listener of listeners) listener();
}

/** What was said last, until it is taken back. */
export function useStatus(): Status | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
    () => null,
  );
}
