'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';

import { Button } from '../controls/Button';
import { useCommand } from './commands';
import { say, useStatus, type Status } from './status';

/** Says over the foot of the page, wherever one is, what became of an act, and offers the way back. */
export function StatusLine() {
  const t = useTranslations('shell');
  const status = useStatus();
  useEffect(() => {
    if (status === null) return;
    const timer = setTimeout(() => say(null), shownFor(status));
    return () => clearTimeout(timer);
  }, [status]);

  const undo = () => {
    say(null);
    status?.undo?.();
  };
  const hasUndo = status?.undo !== undefined;
  useCommand('undo', undo, hasUndo);
  return (
    <div
      role="status"
      className="pointer-events-none fixed start-3 end-3 bottom-18 z-30 flex justify-center md:start-18 md:end-auto md:bottom-4 md:max-w-70 lg:max-w-80"
    >
      {status !== null && (
        <p
          className={`pointer-events-auto flex min-h-11 min-w-0 animate-rise items-center gap-3 rounded-m px-4 text-sm shadow-2 ring-1 ring-line ring-inset ${status.tone === 'failed' ? 'bg-notice text-notice-text' : 'bg-raised text-text'}`}
        >
          <span className="min-w-0 flex-1 py-1.5">{status.words}</span>
          {hasUndo && (
            <Button look="inline" onPress={undo}>
              {t('undo')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

/** In milliseconds; what can be taken back, and what failed, stays longer. */
function shownFor({ tone, undo }: Status): number {
  return tone === 'done' && undo === undefined ? 3000 : 8000;
}
