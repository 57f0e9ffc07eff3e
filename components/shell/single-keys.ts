import { useSyncExternalStore } from 'react';

const storageKey = 'inlet-single-keys';
const listeners = new Set<() => void>();

/** Whether keys without Ctrl or ⌘ do something. Who dictates, or hits keys by chance, can turn them off (WCAG 2.1.4). */
export function hasSingleKeys(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}

/** The same for components, and the way to change it. */
export function useSingleKeys(): [boolean, (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hasSingleKeys,
    () => true,
  );
  return [isOn, setSingleKeys];
}

function setSingleKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, 'off');
  for (const listener of listeners) listener();
}
