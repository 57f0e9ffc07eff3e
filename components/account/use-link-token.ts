'use client';

import { useSyncExternalStore } from 'react';

/** The one-time token of a link: it stands after the `#`, which no server ever sees. Null while the page is still made. */
export function useLinkToken(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => window.location.hash.slice(1),
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
