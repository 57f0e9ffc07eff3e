'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useSyncExternalStore } from 'react';

import { Dialog } from '../controls/Dialog';

let isOpen = false;
const listeners = new Set<() => void>();

/** Shows the list of keys. */
export function openShortcuts(): void {
  setOpen(true);
}

const keys = [
  { keys: ['/'], does: 'search' },
  { keys: ['j', '↓'], does: 'next' },
  { keys: ['k', '↑'], does: 'previous' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['Esc'], does: 'back' },
  { keys: ['i'], does: 'details' },
  { keys: ['?'], does: 'help' },
] as const;

/** The list of keys; `?` opens it wherever nobody is writing. */
export function Shortcuts() {
  const t = useTranslations('shortcuts');
  const shown = useSyncExternalStore(
    subscribe,
    () => isOpen,
    () => false,
  );

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '?' || isWriting(event)) return;
      event.preventDefault();
      openShortcuts();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, []);

  return (
    <Dialog title={t('title')} isOpen={shown} onOpenChange={setOpen}>
      {() => (
        <dl className="px-5 pt-1 pb-6">
          {keys.map((line) => (
            <div
              key={line.does}
              className="flex items-center justify-between gap-6 border-b border-line py-2.5 last:border-0"
            >
              <dt>{t(line.does)}</dt>
              <dd className="flex gap-1.5">
                {line.keys.map((key) => (
                  <kbd
                    key={key}
                    className="min-w-7 rounded-s bg-sunken px-2 text-center font-sans text-xs/6 font-semibold text-text-2 ring-1 ring-line-strong ring-inset"
                  >
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Dialog>
  );
}

/** Whether a key belongs to a field, a menu or a dialog, and not to the page. */
export function isWriting(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : null;
  return (
    (target?.closest(
      'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="alertdialog"], [role="slider"]',
    ) ?? null) !== null
  );
}

function setOpen(next: boolean): void {
  isOpen = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
