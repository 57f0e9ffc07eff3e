'use client';

import { createElement, useEffect, useReducer, useState, useSyncExternalStore, type ComponentType } from 'react';

import { MissingPart } from './MissingPart';

type Options = {
  /** What stands there until then. */
  Placeholder?: ComponentType;
  /** Says where it would stand, and not at the foot of the page, that it could not be loaded: for what a dialog holds. */
  inPlace?: boolean;
};

/**
 * A component whose code is loaded when it is first shown. Whoever is offline, or whose page is older than the server,
 * cannot have it: then a notice says so and offers to try again, and the page round it goes on.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { Placeholder = Nothing, inPlace = false }: Options = {},
): ComponentType<Props> {
  let loaded: Loaded<Props> | null = null;

  return function Later(props: Props) {
    const [shown, setShown] = useState(loaded);
    const [attempt, retry] = useReducer((count: number) => count + 1, 0);
    const [failedAttempt, setFailedAttempt] = useState<number | null>(null);

    useEffect(() => {
      if (shown !== null) return;
      let isWanted = true;
      let forget: (() => void) | null = null;
      load().then(
        (Component) => {
          loaded = { Component };
          if (isWanted) setShown(loaded);
        },
        () => {
          if (!isWanted) return;
          setFailedAttempt(attempt);
          if (!inPlace) forget = remember(retry);
        },
      );
      return () => {
        isWanted = false;
        forget?.();
      };
    }, [shown, attempt]);

    if (shown !== null) return createElement(shown.Component, props);
    return inPlace && failedAttempt === attempt
      ? createElement(MissingPart, { onRetry: retry })
      : createElement(Placeholder);
  };
}

type Loaded<Props> = { Component: ComponentType<Props> };

function Nothing() {
  return null;
}

// What could not be loaded and is still wanted, by the way to try again.
let missing: readonly (() => void)[] = [];
const listeners = new Set<() => void>();

function remember(retry: () => void): () => void {
  tell([...missing, retry]);
  return () => tell(missing.filter((other) => other !== retry));
}

function tell(next: readonly (() => void)[]): void {
  missing = next;
  for (const listener of listeners) listener();
}

/** Ways to try again what could not be loaded. */
export function useMissingParts(): readonly (() => void)[] {
  return useSyncExternalStore(subscribe, now, now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function now() {
  return missing;
}
