import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { config } from '@/lib/config/config';

/** WhatsApp's largest document. */
export const LARGEST_FILE = 100 * 1024 * 1024;
/** What is left to the database, so that a full disk stops files and never messages: of a small disk a part of it. */
const RESERVE = 256 * 1024 * 1024;
const RESERVED_PART = 0.05;

/** A copy: its name in the store, and what it measures. */
export type StoredFile = { fileName: string; sha256: string; size: number };

/** The file was larger than anything that WhatsApp carries. */
export class FileTooLarge extends Error {}

/** The disk does not take the file. */
export class NoRoom extends Error {}

const diskError = z.object({
  code: z.enum(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE']),
});

/**
 * Writes a stream into the store under a new name, durably and never whole in memory. Throws `FileTooLarge`, `NoRoom`
 * when it is larger than `room` or the disk refuses it, or whatever the stream throws.
 */
export async function storeFile(from: Readable, room: number): Promise<StoredFile> {
  const fileName = randomUUID();
  const target = mediaPath(fileName);
  const partial = `${target}.part`;
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      hash.update(chunk);
      if (size > LARGEST_FILE) next(new FileTooLarge());
      else if (size > room) next(new NoRoom());
      else next(null, chunk);
    },
  });
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const file = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
    // One that is opened only after all else is over would stay behind.
    const closed = new Promise<void>((resolve) => {
      file.once('close', () => resolve());
    });
    await pipeline(from, measure, file).finally(() => closed);
    await rename(partial, target);
    return { fileName, sha256: hash.digest('hex'), size };
  } catch (error) {
    from.destroy();
    await rm(partial, { force: true }).catch(() => undefined);
    throw diskError.safeParse(error).success ? new NoRoom() : error;
  }
}

/** Removes a copy; it is no error when there is none. */
export async function removeFile(fileName: string): Promise<void> {
  await rm(mediaPath(fileName), { force: true });
}

/** Where a copy lies on disk. */
export function mediaPath(fileName: string): string {
  return path.join(mediaFolder(), fileName.slice(0, 2), fileName);
}

/** Where all copies lie. */
export function mediaFolder(): string {
  return path.join(config().DATA_DIR, 'media');
}

/** Names of the whole copies on disk, whichever database they belong to. */
export async function listCopies(): Promise<string[]> {
  const entries = await readdir(mediaFolder(), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.part')).map(({ name }) => name);
}

/** Bytes of the disk: all, free, kept for the database, and what is left for files. */
export type DiskRoom = { size: number; free: number; reserve: number; room: number };

/** How much room there is for files. */
export async function readRoom(): Promise<DiskRoom> {
  const { bsize, blocks, bavail } = await statfs(config().DATA_DIR);
  const [size, free] = [bsize * blocks, bsize * bavail];
  const reserve = Math.min(RESERVE, Math.round(size * RESERVED_PART));
  return { size, free, reserve, room: Math.max(free - reserve, 0) };
}
