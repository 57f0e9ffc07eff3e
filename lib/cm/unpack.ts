import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Four times what the webhook takes in: room for text, none for a bomb. */
const maxBytes = 4 * 1024 * 1024;

export type Unpacked =
  | { ok: true; bytes: Uint8Array }
  | { ok: false; reason: 'unknown-encoding' | 'too-large-unpacked' | 'broken-encoding' };

/** The bytes of a body without its content encodings (gzip, deflate, br), at most 4 MiB. Never throws. */
export function unpack(bytes: Uint8Array, contentEncoding: string | null): Unpacked {
  const encodings = (contentEncoding ?? '').split(',').map((encoding) => encoding.trim().toLowerCase());
  const packed = encodings.filter((encoding) => encoding !== '' && encoding !== 'identity');
  // Nobody packs a webhook more than twice, and each layer may grow to the limit.
  if (packed.length > 2) return { ok: false, reason: 'unknown-encoding' };
  let plain = bytes;
  for (const encoding of packed.toReversed()) {
    const inflate = Object.hasOwn(inflaters, encoding) ? inflaters[encoding] : undefined;
    if (!inflate) return { ok: false, reason: 'unknown-encoding' };
    try {
      plain = inflate(plain);
    } catch (error) {
      const tooLarge = error instanceof RangeError;
      return { ok: false, reason: tooLarge ? 'too-large-unpacked' : 'broken-encoding' };
    }
  }
  return { ok: true, bytes: plain };
}

const cap = { maxOutputLength: maxBytes };

const inflaters: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  gzip: inflateGzip,
  'x-gzip': inflateGzip,
  deflate: inflateDeflate,
  br: (bytes) => brotliDecompressSync(bytes, cap),
};

/** A proxy may unpack a body and leave the header as it was: then the mark of gzip is missing. */
function inflateGzip(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, cap) : bytes;
}

/** "deflate" means zlib, but some senders leave out its frame. */
function inflateDeflate(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, cap);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return inflateRawSync(bytes, cap);
  }
}
