import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';

import { ask } from '@/lib/client/ask';
import { mediaDetailsOfSeveralQuery, mostAtOnce, staleAfterDeletion } from '@/lib/client/media-queries';
import type { MediaDetails, MediaReason } from '@/lib/messages/media-file';

/** How it stands with one file of several. */
export type Standing =
  { state: 'waiting' | 'underWay' | 'deleted' | 'gone' } | { state: 'unconfirmed'; reason: MediaReason | null };

/**
 * Deletes several files. The server has them all noted before it answers, and goes on by itself; what the screen shows
 * is what the server knows of each file.
 */
export function useDeletionOfSeveral(mediaIds: string[]) {
  const queryClient = useQueryClient();
  const asking = useMutation({
    mutationFn: async (ids: string[]) => {
      for (const some of inParts(ids))
        await ask('mediaDeletionsRequested', '/api/media/delete', { method: 'POST', body: { ids: some } });
    },
    onSettled: () => Promise.all(staleAfterDeletion.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  const hasBegun = asking.isSuccess || asking.isError;
  const details = useQueries({
    queries: inParts(mediaIds).map((ids) => ({ ...mediaDetailsOfSeveralQuery(ids), enabled: hasBegun })),
    combine: (results) => ({
      isComplete: results.every(({ data }) => data !== undefined),
      byId: new Map(results.flatMap(({ data }) => data?.items ?? []).map((item) => [item.mediaId, item])),
    }),
  });

  const standings = new Map<string, Standing>(
    mediaIds.map((id) => [
      id,
      hasBegun && details.isComplete ? standingOf(details.byId.get(id)) : { state: 'waiting' },
    ]),
  );
  const left = mediaIds.filter((id) => !isGone(standings.get(id)));
  const isRunning =
    asking.isPending || (hasBegun && left.some((id) => standings.get(id)?.state !== 'unconfirmed') && !asking.isError);
  return {
    standings,
    isRunning,
    hasBegun: hasBegun || asking.isPending,
    hasFailed: asking.isError,
    left: left.length,
    start: () => {
      asking.mutate(left);
    },
  };
}

/** Whether a file is deleted for certain. */
export function isGone(standing: Standing | undefined): boolean {
  return standing?.state === 'deleted' || standing?.state === 'gone';
}

/** A file that the server no longer names went with its message. */
function standingOf(details: MediaDetails | undefined): Standing {
  if (details === undefined) return { state: 'gone' };
  if (details.state === 'deleted') return { state: 'deleted' };
  if (details.deletion?.state === 'under-way') return { state: 'underWay' };
  return { state: 'unconfirmed', reason: details.deletion?.reason ?? null };
}

function inParts(ids: string[]): string[][] {
  const count = Math.ceil(ids.length / mostAtOnce);
  return Array.from({ length: count }, (_, part) => ids.slice(part * mostAtOnce, (part + 1) * mostAtOnce));
}
