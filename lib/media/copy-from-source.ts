import { mediaAddress } from './media-address';
import { FileTooLarge, storeFile, type StoredFile } from './media-store';
import { requestMedia } from './request-media';

const DEADLINE_MS = 10 * 60_000;

export type Copying = { outcome: 'stored'; file: StoredFile } | { outcome: 'gone' | 'failed' };

/** Copies a file from CM.com's server into the store. `gone`: there is nothing to copy, now or later; `failed`: try again. */
export async function copyFromSource(stored: string): Promise<Copying> {
  const url = mediaAddress(stored);
  if (!url) return { outcome: 'gone' };
  try {
    const answer = await requestMedia('GET', url, AbortSignal.timeout(DEADLINE_MS));
    if (answer.statusCode === 200) return { outcome: 'stored', file: await storeFile(answer) };
    answer.destroy();
    return { outcome: answer.statusCode === 404 || answer.statusCode === 410 ? 'gone' : 'failed' };
  } catch (error) {
    return { outcome: error instanceof FileTooLarge ? 'gone' : 'failed' };
  }
}
