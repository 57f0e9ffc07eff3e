import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { compileFactThread } from '@/lib/commands/compile-commands.mjs';
import type { Database } from '@/lib/db/engine/database';
import { describeSeveralMedia } from '@/lib/inbox/media/describe-media';
import { FactReader } from '@/lib/media/fact-reader';
import type { DiskRoom } from '@/lib/media/media-store';
import { startMediaWorker } from '@/lib/media/media-worker';
import type { MediaDetails } from '@/lib/messages/media-file';
import { callerWith } from './callers';
import { deliverTo } from './deliver-to';
import { mediaMo } from './media-mo';

/** A small real file of tests/files, all made for this project. */
export function realFile(name: string): { bytes: Buffer; contentType: string } {
  return { bytes: readFileSync(path.join('tests/files', name)), contentType: 'application/octet-stream' };
}

/** Delivers a message with a file at each address, and gives the ids of the files in their order. */
export async function deliverFiles(
  database: Database,
  files: (Parameters<typeof mediaMo>[0] & { url: string })[],
): Promise<number[]> {
  await deliverTo(database, [files.map((file) => mediaMo(file))]);
  const rows = await database.reader.media.findMany({ orderBy: { id: 'desc' }, take: files.length });
  return rows.map(({ id }) => id).reverse();
}

/** One thread for all tests of a file: each start of one costs a second. It ends by itself. */
class SharedReader extends FactReader {
  override close(): Promise<void> {
    return Promise.resolve();
  }
}
const reader = new SharedReader(compileFactThread);

/** Lets the media worker run until the test ends, or until the returned function is called. */
export function runMediaWorker(
  database: Database,
  options: { room?: () => Promise<DiskRoom>; retryMs?: number } = {},
): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const stopWorker = startMediaWorker(database, { reader, ...options });
  const stop = () => (stopped ??= stopWorker());
  onTestFinished(stop);
  return stop;
}

/** Everything that is known of a file now. */
export async function detailsOf(mediaId: number | undefined): Promise<MediaDetails | undefined> {
  return (await describeSeveralMedia(callerWith('viewer'), [mediaId ?? 0]))[0];
}

/** Waits until a file stands as expected. */
export async function untilMedia(mediaId: number | undefined, expected: Partial<MediaDetails>): Promise<void> {
  await expect.poll(() => detailsOf(mediaId), { timeout: 30_000 }).toMatchObject(expected);
}
