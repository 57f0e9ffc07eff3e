import { useSyncExternalStore } from 'react';

type Sheet = 'keys' | 'palette';

let shown: Sheet | null = null;
const listeners = new Set<() => void>();

/** Shows the list of keys or the command palette. */
export function openSheet(sheet: Sheet): void {
  show(sheet);
}

/** Whether keys belong to one of the two, also while it is still being loaded. */
export function isSheetOpen(): boolean {
  return shown !== null;
}

/** Which of the two is shown, and the way to close it. */
export function useSheet(): [Sheet | null, () => void] {
  const sheet = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
    () => null,
  );
  return [sheet, closeSheet];
}

function closeSheet(): void {
  show(null);
}

function show(next: Sheet | null): void {
  shown = next;
  for (const listener of listeners) listener();
}
