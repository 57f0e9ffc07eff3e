'use client';

import { KeyRound } from 'lucide-react';

import { CopyButton } from '../controls/CopyButton';
import { Notice } from '../controls/Notice';

/** Something that is shown this once: to be copied now. */
export function SecretToCopy({ secret, name, more }: { secret: string; name: string; more: string }) {
  return (
    <div className="space-y-3">
      <Notice icon={KeyRound} tone="calm">
        {more}
      </Notice>
      <div className="flex items-start gap-3 rounded-m bg-sunken px-3.5 py-2.5 ring-1 ring-line ring-inset">
        <code className="min-w-0 flex-1 py-1 font-mono text-xs/5 break-all select-all">{secret}</code>
        <CopyButton text={secret} name={name} />
      </div>
    </div>
  );
}
