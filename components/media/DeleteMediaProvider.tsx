'use client';

import { useCallback, useMemo, useState, type ReactNode } from 'react';

import { later } from '../controls/later';
import { DeletingContext, type Deletable, type Deleting, type Outcome } from './use-delete-media';

const DeleteMediaDialog = later(() => import('./DeleteMediaDialog').then((module) => module.DeleteMediaDialog));

/** Draws the deletion dialog above the bubbles and lists that open it, so that it stays when they are removed. */
export function DeleteMediaProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<{ files: Deletable[]; onClose?: () => void } | null>(null);
  const [outcomes, setOutcomes] = useState(new Map<string, Outcome>());
  const tellOutcome = useCallback((mediaId: string, outcome: Outcome) => {
    setOutcomes((known) => new Map(known).set(mediaId, outcome));
  }, []);
  const deleting = useMemo<Deleting>(
    () => ({
      ask: (files, onClose) => {
        setAsked({ files, ...(onClose && { onClose }) });
      },
      outcomes,
    }),
    [outcomes],
  );
  return (
    <DeletingContext value={deleting}>
      {children}
      {asked !== null && (
        <DeleteMediaDialog
          files={asked.files}
          onDeleted={tellOutcome}
          onClose={() => {
            setAsked(null);
            asked.onClose?.();
          }}
        />
      )}
    </DeletingContext>
  );
}
