import type { Kind } from '@/lib/messages/kind';

import { KindIcon } from '../message/KindIcon';

/** The small print that says what kind of message this is. */
export function KindLine({ kind, children }: { kind: Kind; children: string }) {
  return (
    <p className="mb-1 flex items-center gap-1.5 text-xs font-semibold text-text-2">
      <KindIcon kind={kind} />
      {children}
    </p>
  );
}
