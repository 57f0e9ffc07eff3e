import type { MediaReason } from '@/lib/messages/media-file';
import { mediaAddress } from './media-address';
import { isGone, isRedirect, requestMedia, type RequestLimits } from './request-media';

const DEADLINE_MS = 30_000;
/** For so long nobody else may send a request for the same file: longer than one can be under way. */
export const DELETION_LEASE_MS = 2 * DEADLINE_MS;

export type SourceDeletion = { outcome: 'deleted' | 'already-gone' } | { outcome: 'unconfirmed'; reason: MediaReason };

/**
 * Sends one DELETE to the exact address that a file was retrieved from. `CM.com, media delete call`: only the server
 * that hosts the file accepts it, 204 means deleted, and it is irreversible. 404 and 410 mean that the file is gone
 * already; everything else, an answer that never comes included, confirms nothing.
 */
export async function deleteAtSource(
  stored: string,
  { deadlineMs = DEADLINE_MS, stop, sample = false }: Partial<RequestLimits> & { sample?: boolean } = {},
): Promise<SourceDeletion> {
  const url = mediaAddress(stored, { sample });
  if (!url) return { outcome: 'unconfirmed', reason: 'wrong-server' };
  try {
    const answer = await requestMedia('DELETE', url, { deadlineMs, stop });
    answer.destroy();
    const status = answer.statusCode ?? 0;
    if (status === 204) return { outcome: 'deleted' };
    if (isGone(status)) return { outcome: 'already-gone' };
    return { outcome: 'unconfirmed', reason: isRedirect(status) ? 'redirected' : 'refused' };
  } catch {
    return { outcome: 'unconfirmed', reason: 'no-answer' };
  }
}
