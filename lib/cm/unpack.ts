import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Four times what the webhook takes in: room for text, none for a bomb. */
const maxBytes = 4 * 1024 * 1024;

export type Unpacked =
  | { ok: true; bytes: Uint8Array }
  | { ok: false; reason: 'unknown-encoding' | 'too-large-unpacked' | 'broken-encoding' };

/** The bytes of a body without its content encodings (gzip, deflate, br), at most 4 MiB. Never throws. */
export function unpack(bytes: Uint8Array, contentEncoding: string | null): Unpacked {
  const packed = encodingsOf(contentEncoding);
  // Nobody packs a webhook more than twice, and each layer may grow to the limit.
  if (packed.length > 2) return { ok: false, reason: 'unknown-encoding' };
  let plain = bytes;
  for (const encoding of packed) {
    const inflate = inflaterOf(encoding);
    if (!inflate) return { ok: false, reason: 'unknown-encoding' };
    try {
      plain = inflate(plain, whole);
    } catch (error) {
      const tooLarge = error instanceof RangeError;
      return { ok: false, reason: tooLarge ? 'too-large-unpacked' : 'broken-encoding' };
    }
  }
  return { ok: true, bytes: plain };
}

/** What can be unpacked of a body that is cut off, broken or too large: its beginning, at most 4 MiB. Never throws. */
export function unpackBeginning(bytes: Uint8Array, contentEncoding: string | null): Uint8Array {
  let plain = bytes;
  for (const encoding of encodingsOf(contentEncoding).slice(0, 2)) {
    const inflate = inflaterOf(encoding);
    if (inflate) plain = beginningOf(plain, (some) => inflate(some, cutOff));
  }
  return plain;
}

/** Looks for the longest beginning that can be unpacked, to a thousandth of the whole. */
function beginningOf(bytes: Uint8Array, inflate: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  let unpacked: Uint8Array = new Uint8Array();
  let works = 0;
  let fails = bytes.length + 1;
  for (let tried = bytes.length; fails - works > 1 + bytes.length / 1000; tried = Math.floor((works + fails) / 2)) {
    try {
      unpacked = inflate(bytes.subarray(0, tried));
      works = tried;
    } catch {
      fails = tried;
    }
  }
  return unpacked;
}

/** In the order in which they are taken off. */
function encodingsOf(contentEncoding: string | null): string[] {
  const encodings = (contentEncoding ?? '').split(',').map((encoding) => encoding.trim().toLowerCase());
  return encodings.filter((encoding) => encoding !== '' && encoding !== 'identity').toReversed();
}

type Inflate = (bytes: Uint8Array, ending: Ending) => Uint8Array;
type Ending = { zlib: { finishFlush?: number }; brotli: { finishFlush?: number } };

const whole: Ending = { zlib: {}, brotli: {} };
const cutOff: Ending = {
  zlib: { finishFlush: constants.Z_SYNC_FLUSH },
  brotli: { finishFlush: constants.BROTLI_OPERATION_FLUSH },
};
const cap = { maxOutputLength: maxBytes };

const inflaters: Record<string, Inflate> = {
  gzip: inflateGzip,
  'x-gzip': inflateGzip,
  deflate: inflateDeflate,
  br: (bytes, { brotli }) => brotliDecompressSync(bytes, { ...cap, ...brotli }),
};

function inflaterOf(encoding: string): Inflate | undefined {
  return Object.hasOwn(inflaters, encoding) ? inflaters[encoding] : undefined;
}

/** A proxy may unpack a body and leave the header as it was: then the mark of gzip is missing. */
function inflateGzip(bytes: Uint8Array, { zlib }: Ending): Uint8Array {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { ...cap, ...zlib }) : bytes;
}

/** "deflate" means zlib, but some senders leave out its frame. */
function inflateDeflate(bytes: Uint8Array, { zlib }: Ending): Uint8Array {
  try {
    return inflateSync(bytes, { ...cap, ...zlib });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return inflateRawSync(bytes, { ...cap, ...zlib });
  }
}
