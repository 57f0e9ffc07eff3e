import type { MediaReason } from '@/lib/messages/media-file';
import { mediaAddress } from './media-address';
import { FileTooLarge, NoRoom, LARGEST_FILE, storeFile, type StoredFile } from './media-store';
import { isGone, isRedirect, requestMedia, type RequestLimits } from './request-media';

const DEADLINE_MS = 10 * 60_000;

export type Copying =
  | { outcome: 'stored'; file: StoredFile }
  /** There is no copy; `isFinal` when asking again leads nowhere. */
  | { outcome: 'failed'; reason: MediaReason; isFinal: boolean }
  | { outcome: 'no-room' };

/** Copies a file from CM.com's server into the store, if its bytes fit into `room`. */
export async function copyFromSource(
  stored: string,
  room: number,
  { deadlineMs = DEADLINE_MS, stop, sample = false }: Partial<RequestLimits> & { sample?: boolean } = {},
): Promise<Copying> {
  const url = mediaAddress(stored, { sample });
  if (!url) return failed('wrong-server', true);
  try {
    const answer = await requestMedia('GET', url, { deadlineMs, stop });
    const status = answer.statusCode ?? 0;
    const length = Number(answer.headers['content-length'] ?? 0);
    if (status === 200 && length <= LARGEST_FILE && length <= room)
      return { outcome: 'stored', file: await storeFile(answer, room) };
    answer.destroy();
    if (isGone(status)) return failed('gone', true);
    if (isRedirect(status)) return failed('redirected', false);
    if (status !== 200) return failed('refused', false);
    return length > LARGEST_FILE ? failed('too-large', true) : { outcome: 'no-room' };
  } catch (error) {
    if (error instanceof FileTooLarge) return failed('too-large', true);
    return error instanceof NoRoom ? { outcome: 'no-room' } : failed('no-answer', false);
  }
}

function failed(reason: MediaReason, isFinal: boolean): Copying {
  return { outcome: 'failed', reason, isFinal };
}
