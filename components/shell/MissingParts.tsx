'use client';

import { MissingPart } from '../controls/MissingPart';
import { useMissingParts } from '../controls/later';

/** Says over the foot of the page that something of it could not be loaded. */
export function MissingParts() {
  const retries = useMissingParts();
  if (retries.length === 0) return null;
  return (
    <div className="fixed inset-x-3 bottom-18 z-50 mx-auto max-w-xl animate-rise rounded-m shadow-2 md:bottom-4">
      <MissingPart
        onRetry={() => {
          for (const retry of retries) retry();
        }}
      />
    </div>
  );
}
