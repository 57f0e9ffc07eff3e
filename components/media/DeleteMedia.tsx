'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

import type { MediaDeletion } from '@/lib/client/answers';
import type { MediaContent } from '@/lib/messages/kinds/media';
import type { MediaFile } from '@/lib/messages/media-file';

import { Button } from '../controls/Button';
import { later } from '../controls/later';
import { useSession } from '../Session';

const DeleteMediaDialog = later(() => import('./DeleteMediaDialog').then((module) => module.DeleteMediaDialog));

/** A file that somebody may want to delete. */
export type Deletable = { content: MediaContent; file: MediaFile | null };

type Outcome = MediaDeletion['outcome'];
type Deleting = {
  ask: (files: Deletable[], onClose?: () => void) => void;
  outcomes: Map<string, Outcome>;
};

const DeletingContext = createContext<Deleting>({ ask: () => undefined, outcomes: new Map() });

/** Holds the question before a deletion, so that it outlives the bubble or the list that asked it. */
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

/** Asks whether files shall be deleted at CM.com and here, and does it. Null for those who may not. */
export function useDeleteMedia(): Deleting['ask'] | null {
  const { ask } = useContext(DeletingContext);
  return useSession().role === 'viewer' ? null : ask;
}

/** How the deletion of a file ended, when it happened on this screen. */
export function useDeletionOutcome(mediaId: string): Outcome | null {
  return useContext(DeletingContext).outcomes.get(mediaId) ?? null;
}

/** Whether there is anything to delete: not when it is gone already, nor on a server that we never ask. */
export function isDeletable({ state }: MediaContent): boolean {
  return state !== 'deleted' && state !== 'blocked';
}

/** The button on a media message; nothing for viewers. */
export function DeleteMedia({ content, file }: Deletable) {
  const t = useTranslations('deleteMedia');
  const ask = useDeleteMedia();
  if (ask === null || !isDeletable(content)) return null;
  return (
    <Button
      look="inlineQuietDanger"
      data-delete-media
      onPress={() => {
        ask([{ content, file }]);
      }}
    >
      <Trash2 aria-hidden className="size-3.5" />
      {t('button')}
    </Button>
  );
}
