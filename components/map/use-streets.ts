import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';

import { setupQuery } from '@/lib/client/installation-queries';

const storageKey = 'street-tiles';
const listeners = new Set<() => void>();

export type Tiles = { url: string; attribution: string };

type Streets = {
  /** Null while no street may be asked for. */
  tiles: Tiles | null;
  /** Where streets would come from; null when that is not known. */
  available: { host: string } | null;
  /** Whether this reader chose streets here, and may choose them for every map. */
  canRemember: boolean;
  show: () => void;
  remember: () => void;
};

/** Whether a map may ask the tile server for streets: after a click, by a remembered choice, or switched on for all. */
export function useStreets(): Streets {
  const { data: setup } = useQuery({ ...setupQuery, staleTime: Infinity });
  const [isShown, setShown] = useState(false);
  const isRemembered = useSyncExternalStore(subscribe, readRemembered, () => false);
  const source = setup?.streetTiles ?? null;
  const onForAll = source?.onForAll ?? false;
  return {
    tiles: source !== null && (isShown || isRemembered || onForAll) ? source : null,
    available: source === null ? null : { host: hostOf(source.url) },
    canRemember: isShown && !isRemembered && !onForAll,
    show: () => {
      setShown(true);
    },
    remember: () => {
      writeRemembered(true);
    },
  };
}

/** This reader's remembered choice of streets for every map, and how to change it. */
export function useRememberedStreets(): [boolean, (isOn: boolean) => void] {
  return [useSyncExternalStore(subscribe, readRemembered, () => false), writeRemembered];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function readRemembered(): boolean {
  try {
    return window.localStorage.getItem(storageKey) === 'yes';
  } catch {
    return false;
  }
}

function writeRemembered(isOn: boolean): void {
  try {
    if (isOn) window.localStorage.setItem(storageKey, 'yes');
    else window.localStorage.removeItem(storageKey);
  } catch {
    // A browser that keeps nothing asks again for each map.
  }
  for (const listener of listeners) listener();
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/]+)/.exec(url)?.[1]?.replace('{s}.', '') ?? url;
}
