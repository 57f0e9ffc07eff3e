import { useEffect, useRef, useSyncExternalStore } from 'react';

type Section = 'everywhere' | 'list' | 'conversation' | 'message';

/** What the keyboard can do, in the order of the list of keys. `key` is what `KeyboardEvent.key` says. */
const definitions = {
  palette: { section: 'everywhere', key: null, shown: ['Ctrl K', '⌘ K'] },
  search: { section: 'everywhere', key: '/', shown: ['/'] },
  theme: { section: 'everywhere', key: 't', shown: ['t'] },
  help: { section: 'everywhere', key: '?', shown: ['?'] },
  undo: { section: 'everywhere', key: 'z', shown: ['z'] },
  next: { section: 'list', key: 'j', shown: ['j', '↓'] },
  previous: { section: 'list', key: 'k', shown: ['k', '↑'] },
  open: { section: 'list', key: null, shown: ['Enter'] },
  back: { section: 'list', key: 'Escape', shown: ['Esc'] },
  nextUnread: { section: 'list', key: 'n', shown: ['n'] },
  toMessages: { section: 'conversation', key: 'l', shown: ['l', '→'] },
  firstUnread: { section: 'conversation', key: 'u', shown: ['u'] },
  newest: { section: 'conversation', key: 'g', shown: ['g'] },
  find: { section: 'conversation', key: 'f', shown: ['f'] },
  markRead: { section: 'conversation', key: 'm', shown: ['m'] },
  done: { section: 'conversation', key: 'e', shown: ['e'] },
  handled: { section: 'conversation', key: 'h', shown: ['h'] },
  details: { section: 'conversation', key: 'i', shown: ['i'] },
  walk: { section: 'message', key: null, shown: ['↓', '↑'] },
  original: { section: 'message', key: 'r', shown: ['r'] },
  wayBack: { section: 'message', key: 'b', shown: ['b'] },
  copyText: { section: 'message', key: 'c', shown: ['c'] },
  copyLink: { section: 'message', key: 'y', shown: ['y'] },
  markUnreadFrom: { section: 'message', key: 'M', shown: ['Shift M'] },
  source: { section: 'message', key: 's', shown: ['s'] },
  deleteMedia: { section: 'message', key: 'Delete', shown: ['Del'] },
} as const satisfies Record<string, { section: Section; key: string | null; shown: readonly string[] }>;

export type CommandName = keyof typeof definitions;

type Command = { name: CommandName; section: Section; key: string | null; shown: readonly string[] };

/** All commands, in the order in which they are listed. */
export const commands: Command[] = Object.entries(definitions).flatMap(([name, definition]) =>
  isCommandName(name) ? [{ name, ...definition }] : [],
);

export const sections: Section[] = ['everywhere', 'list', 'conversation', 'message'];

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(definitions, name);
}

type Run = () => void;

// What can be done now. Whoever offers a command takes it over from who offered it before, until it goes.
const offered = new Map<CommandName, Run[]>();
const listeners = new Set<Run>();
let version = 0;

/** Offers a command while the component is there and `isPossible`. */
export function useCommand(name: CommandName, run: Run, isPossible = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isPossible) return;
    const own = () => latest.current();
    offered.set(name, [...(offered.get(name) ?? []), own]);
    tell();
    return () => {
      offered.set(
        name,
        (offered.get(name) ?? []).filter((other) => other !== own),
      );
      tell();
    };
  }, [name, isPossible]);
}

/** Does what a command does here and now; false when it can do nothing. */
export function runCommand(name: CommandName): boolean {
  const run = offered.get(name)?.at(-1);
  run?.();
  return run !== undefined;
}

/** Whether something would happen. */
export function canRun(name: CommandName): boolean {
  return (offered.get(name)?.length ?? 0) > 0;
}

/** Draws anew when other commands become possible. */
export function useOfferedCommands(): void {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
    () => version,
  );
}

function tell(): void {
  version += 1;
  for (const listener of listeners) listener();
}
