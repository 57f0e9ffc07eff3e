'use client';

import type { MediaDeletion } from '@/lib/client/answers';

import type { Deletable } from './use-delete-media';
import { DeleteOneDialog } from './DeleteOneDialog';
import { DeleteSeveralDialog } from './DeleteSeveralDialog';

/** Deletes customers' files at CM.com and here, after an alert that says which ones and that it is for good. */
export function DeleteMediaDialog({
  files,
  onDeleted,
  onClose,
}: {
  files: Deletable[];
  onDeleted: (mediaId: string, outcome: MediaDeletion['outcome']) => void;
  onClose: () => void;
}) {
  const [only] = files;
  if (files.length !== 1 || only === undefined) return <DeleteSeveralDialog files={files} onClose={onClose} />;
  return (
    <DeleteOneDialog
      content={only.content}
      onDeleted={(outcome) => {
        onDeleted(only.content.mediaId, outcome);
      }}
      onClose={onClose}
    />
  );
}
