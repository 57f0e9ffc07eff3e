import { unpack } from './unpack';

/**
 * The text of a delivery as sent, but for the last path segment of every media address in it: whoever knows the address
 * of a file at CM.com can fetch it. In a body that is no text, each byte that is none stands as `\\xE9`.
 */
export function maskMediaAddresses(body: Uint8Array, contentEncoding: string | null): string {
  const unpacked = unpack(body, contentEncoding);
  return (
    textOf(unpacked.ok ? unpacked.bytes : body)
      .replace(
        /("mediaUri"\s*:\s*")((?:[^"\\]|\\.)*)/g,
        (_match, start: string, address: string) => start + maskLast(address),
      )
      // Slashes may be escaped in JSON; an address of CM.com's may also stand in a field that nobody knows yet.
      .replace(/(\/fileproxy\\?\/files\\?\/)[^\s"\\<>]+/g, '$1…')
  );
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return escapeBytes(bytes);
  }
}

function escapeBytes(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const character = characterAt(bytes, at);
    parts.push(character ?? `\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`);
    at += character === undefined ? 1 : Buffer.byteLength(character);
  }
  return parts.join('');
}

/** The character of UTF-8 that begins here, if one does that can be seen or breaks a line. */
function characterAt(bytes: Uint8Array, at: number): string | undefined {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80) {
    const isShown = byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127);
    return isShown ? String.fromCharCode(byte) : undefined;
  }
  const length = byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;
  if (length === 0) return undefined;
  const character = Buffer.from(bytes.subarray(at, at + length)).toString('utf8');
  return character.includes('\uFFFD') ? undefined : character;
}

function maskLast(address: string): string {
  const cut = address.lastIndexOf('/') + 1;
  return cut === 0 || cut === address.length ? address : `${address.slice(0, cut)}…`;
}
