import { mediaAddress } from './media-address';
import { requestMedia } from './request-media';

const DEADLINE_MS = 30_000;

export type SourceDeletion = 'deleted' | 'already-gone' | 'unconfirmed';

/**
 * Sends one DELETE to the exact address that a file was retrieved from. `CM.com, media delete call`: only the server
 * that hosts the file accepts it, 204 means deleted, and it is irreversible. 404 and 410 mean that the file is gone
 * already; everything else, an answer that never comes included, confirms nothing.
 */
export async function deleteAtSource(stored: string): Promise<SourceDeletion> {
  const url = mediaAddress(stored);
  if (!url) return 'unconfirmed';
  try {
    const answer = await requestMedia('DELETE', url, AbortSignal.timeout(DEADLINE_MS));
    answer.destroy();
    if (answer.statusCode === 204) return 'deleted';
    return answer.statusCode === 404 || answer.statusCode === 410 ? 'already-gone' : 'unconfirmed';
  } catch {
    return 'unconfirmed';
  }
}
