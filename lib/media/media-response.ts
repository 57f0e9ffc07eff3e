import type { FileHandle } from 'node:fs/promises';
import { shownType } from '@/lib/messages/shown-type';
import { fileName } from './file-name';

const DOWNLOAD = 'application/octet-stream';
const CHUNK_BYTES = 64 * 1024;

type File = { handle: FileHandle; size: number; storedType: string | null; sha256: string; title: string | null };
type Range = { from: number; to: number };

/**
 * The file as an answer from our own origin: its type decided by its bytes, never executable, never kept by a cache
 * (an erased file must not live on there), in one range if asked (RFC 9110; several at once are answered by the whole).
 * A validator lets players go on where they were, which asks nothing of a cache. `download` offers it for saving. Closes
 * the file when it is read, or when nobody reads on.
 */
export async function mediaResponse(
  request: Request,
  file: File,
  { download }: { download: boolean },
): Promise<Response> {
  const shown = shownType(file.storedType);
  const etag = `"${file.sha256}"`;
  const headers = new Headers({
    'content-type': shown ?? DOWNLOAD,
    'content-disposition': `${shown !== null && !download ? 'inline' : 'attachment'}; ${fileName(file.title, file.storedType)}`,
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    etag,
  });
  const isRead = request.method !== 'HEAD';
  if (matches(request.headers.get('if-none-match'), etag)) return without(304);
  const range = isRead ? readRange(request.headers, file.size, etag) : undefined;
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size.toString()}`);
    return without(416);
  }
  const { from, to } = range ?? { from: 0, to: file.size - 1 };
  headers.set('content-length', (to - from + 1).toString());
  if (range) headers.set('content-range', `bytes ${from.toString()}-${to.toString()}/${file.size.toString()}`);
  const status = range ? 206 : 200;
  if (!isRead || file.size === 0) return without(status);
  return new Response(streamOf(file.handle, { from, to }), { status, headers });

  async function without(empty: number): Promise<Response> {
    await file.handle.close();
    return new Response(null, { status: empty, headers });
  }
}

/** `If-None-Match`: any of a list, compared weakly. */
function matches(condition: string | null, etag: string): boolean {
  if (condition === null) return false;
  const tags = condition.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

/** One range of bytes; undefined where the whole is to be sent: none, several, one that is not understood, or of another file. */
function readRange(headers: Headers, size: number, etag: string): Range | 'unsatisfiable' | undefined {
  const condition = headers.get('if-range');
  if (condition !== null && condition !== etag) return undefined;
  const match = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(headers.get('range') ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [first, last] = [Number(match[1]), Number(match[2])];
  if (match[1] === '')
    return last === 0 || size === 0 ? 'unsatisfiable' : { from: Math.max(size - last, 0), to: size - 1 };
  if (match[2] !== '' && last < first) return undefined;
  return first >= size ? 'unsatisfiable' : { from: first, to: match[2] === '' ? size - 1 : Math.min(last, size - 1) };
}

function streamOf(handle: FileHandle, { from, to }: Range): ReadableStream<Uint8Array> {
  let at = from;
  return new ReadableStream(
    {
      pull: async (controller) => {
        const length = Math.min(CHUNK_BYTES, to - at + 1);
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
        at += bytesRead;
        if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
        if (at > to || bytesRead === 0) {
          await handle.close();
          if (at > to) controller.close();
          else controller.error(new Error('The file is shorter than it was.'));
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}
