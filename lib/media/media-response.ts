import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

/** What a browser may show by itself. Everything else, SVG and HTML above all, is a download. */
const INLINE = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/apng',
  'video/mp4',
  'video/webm',
  'audio/ogg',
  'audio/mpeg',
  'audio/aac',
  'audio/amr',
  'audio/mp4',
  'audio/x-m4a',
  'application/pdf',
]);

const TYPES: Record<string, string> = {
  'audio/ogg; codecs=opus': 'audio/ogg',
  'video/ogg': 'audio/ogg',
  'audio/x-m4a': 'audio/mp4',
};

type File = { path: string; size: number; storedType: string | null; sha256: string; title: string | null };

/**
 * The file as an answer from our own origin: its type decided by its bytes, never executable, never kept by a cache
 * (an erased file must not live on there), in ranges if asked. `download` offers it for saving.
 */
export function mediaResponse(request: Request, file: File, { download }: { download: boolean }): Response {
  const found = file.storedType === null ? null : (TYPES[file.storedType] ?? file.storedType);
  const inline = found !== null && INLINE.has(found) && !download;
  const headers = new Headers({
    'content-type': found !== null && INLINE.has(found) ? found : 'application/octet-stream',
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(file.title ?? 'file')}`,
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    etag: `"${file.sha256}"`,
  });
  if (request.headers.get('if-none-match') === headers.get('etag')) return new Response(null, { status: 304, headers });

  const range = readRange(request.headers, file);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size.toString()}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = range ?? { from: 0, to: file.size - 1 };
  headers.set('content-length', (to - from + 1).toString());
  if (range) headers.set('content-range', `bytes ${from.toString()}-${to.toString()}/${file.size.toString()}`);
  const status = range ? 206 : 200;
  if (request.method === 'HEAD' || file.size === 0) return new Response(null, { status, headers });
  return new Response(webStream(createReadStream(file.path, { start: from, end: to })), { status, headers });
}

function readRange(headers: Headers, file: File): { from: number; to: number } | 'unsatisfiable' | undefined {
  const condition = headers.get('if-range');
  if (condition !== null && condition !== `"${file.sha256}"`) return undefined;
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.get('range') ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const last = file.size - 1;
  const [from, to] =
    match[1] === ''
      ? [Math.max(file.size - Number(match[2]), 0), last]
      : [Number(match[1]), match[2] === '' ? last : Math.min(Number(match[2]), last)];
  return from > to || from > last ? 'unsatisfiable' : { from, to };
}

function webStream(stream: Readable): ReadableStream<Uint8Array> {
  const iterator: AsyncIterator<Uint8Array, undefined> = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const chunk = await iterator.next();
      if (chunk.done) controller.close();
      else controller.enqueue(chunk.value);
    },
    cancel: () => {
      stream.destroy();
    },
  });
}

/** RFC 8187: everything but letters and digits as percent signs. */
function encodeName(title: string): string {
  const name = title
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}/\\]/gu, '_')
    .slice(0, 150);
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
