import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { config } from '@/lib/config/config';

/** WhatsApp's largest document. */
const LARGEST_FILE = 100 * 1024 * 1024;

/** What is known of a copy: its name in the store, and what its bytes say. */
export type StoredFile = { fileName: string; sha256: string; size: number; storedType: string | null };

/** The file was larger than anything that WhatsApp carries. */
export class FileTooLarge extends Error {}

/** Writes a stream into the store under a new name, durably and never whole in memory. Throws `FileTooLarge`. */
export async function storeFile(from: Readable): Promise<StoredFile> {
  const fileName = randomUUID();
  const target = mediaPath(fileName);
  const partial = `${target}.part`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      hash.update(chunk);
      if (size > LARGEST_FILE) next(new FileTooLarge());
      else next(null, chunk);
    },
  });
  try {
    await pipeline(from, measure, createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }));
    const storedType = (await fileTypeFromFile(partial))?.mime ?? null;
    await rename(partial, target);
    return { fileName, sha256: hash.digest('hex'), size, storedType };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Removes a copy; it is no error when there is none. */
export async function removeFile(fileName: string): Promise<void> {
  await rm(mediaPath(fileName), { force: true });
}

/** Where a copy lies on disk. */
export function mediaPath(fileName: string): string {
  return path.join(config().DATA_DIR, 'media', fileName.slice(0, 2), fileName);
}
