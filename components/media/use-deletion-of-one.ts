import { useMutation, useQueryClient } from '@tanstack/react-query';

import type { MediaDeletion } from '@/lib/client/answers';
import { ApiProblem } from '@/lib/client/api-problem';
import { ask } from '@/lib/client/ask';
import { staleAfterDeletion } from '@/lib/client/media-queries';
import { markMediaDeleted, type ThreadWindow } from '@/lib/client/thread-window';

import { mediaPath } from './media-path';

type Failure = 'unconfirmed' | 'underWay' | 'forbidden' | 'gone' | 'other';

/** Deletes one file at CM.com and here, and tells how CM.com answered. */
export function useDeletionOfOne({
  mediaId,
  onDeleted,
}: {
  mediaId: string;
  onDeleted: (outcome: MediaDeletion['outcome']) => void;
}) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => ask('mediaDeletion', mediaPath(mediaId), { method: 'DELETE' }),
    onSuccess: ({ outcome }) => {
      onDeleted(outcome);
      const deletedAt = new Date().toISOString();
      queryClient.setQueriesData<ThreadWindow>(
        { queryKey: ['thread'] },
        (window) => window && markMediaDeleted(window, mediaId, deletedAt),
      );
      for (const queryKey of staleAfterDeletion) void queryClient.invalidateQueries({ queryKey });
    },
  });
}

/** Which words say why a deletion failed. */
export function failureOf(error: Error): Failure {
  if (!(error instanceof ApiProblem)) return 'other';
  const failures: Record<number, Failure> = { 502: 'unconfirmed', 409: 'underWay', 403: 'forbidden', 404: 'gone' };
  return failures[error.status] ?? 'other';
}
