'use client';

import { createContext, useContext } from 'react';

import type { MediaDeletion } from '@/lib/client/answers';
import type { MediaContent } from '@/lib/messages/kinds/media';
import type { MediaFile } from '@/lib/messages/media-file';

import { useSession } from '../Session';

/** A file that somebody may want to delete. */
export type Deletable = { content: MediaContent; file: MediaFile | null };

export type Outcome = MediaDeletion['outcome'];

export type Deleting = {
  ask: (files: Deletable[], onClose?: () => void) => void;
  outcomes: Map<string, Outcome>;
};

/** Filled by `DeleteMediaProvider`, which draws the dialog. */
export const DeletingContext = createContext<Deleting>({ ask: () => undefined, outcomes: new Map() });

/** Gives a function that opens the dialog for these files and deletes them when confirmed. Null for viewers. */
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
