'use client';

import { useEffect } from 'react';

import { useTheme } from '@/lib/client/use-theme';

import { later } from '../controls/later';
import { commands, runCommand, useCommand } from './commands';
import { keyOf } from './key-of';
import { isSheetOpen, openSheet, useSheet } from './sheets';
import { hasSingleKeys } from './single-keys';

const CommandPalette = later(() => import('./CommandPalette').then((module) => module.CommandPalette));
const KeyList = later(() => import('./KeyList').then((module) => module.KeyList));

/** Turns keys into commands wherever nobody is writing, and shows the palette and the list of keys. */
export function Keys() {
  const [sheet, close] = useSheet();
  const toggleTheme = useToggleTheme();
  useCommand('palette', () => openSheet('palette'));
  useCommand('help', () => openSheet('keys'));
  useCommand('theme', toggleTheme);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // What somebody is still composing is no key yet.
      if (event.isComposing) return;
      const pressed = keyOf(event);
      if (pressed.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
        if (isSheetOpen() || isInOverlay(event)) return;
        event.preventDefault();
        runCommand('palette');
        return;
      }
      // One that could not be loaded must not keep the keys.
      if (event.key === 'Escape' && isSheetOpen() && !isInOverlay(event)) close();
      if (isSheetOpen() || isWriting(event) || (pressed.length === 1 && !hasSingleKeys())) return;
      const command = commands.find(({ key }) => key === pressed);
      if (command !== undefined && runCommand(command.name)) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [close]);

  return (
    <>
      {sheet === 'palette' && <CommandPalette onClose={close} />}
      {sheet === 'keys' && <KeyList onClose={close} />}
    </>
  );
}

/** Whether a key belongs to a field, a menu or a dialog, and not to the page. */
function isWriting(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  const writing = 'input, textarea, select, [contenteditable], [role="slider"], [role="listbox"], audio, video';
  return isInOverlay(event) || (event.target instanceof Element && event.target.closest(writing) !== null);
}

function isInOverlay(event: KeyboardEvent): boolean {
  const overlay = '[role="menu"], [role="dialog"], [role="alertdialog"]';
  return event.target instanceof Element && event.target.closest(overlay) !== null;
}

function useToggleTheme(): () => void {
  const [theme, setTheme] = useTheme();
  return () => {
    const isDark = theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
    setTheme(isDark ? 'light' : 'dark');
  };
}
