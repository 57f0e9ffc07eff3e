import { unpack } from './unpack';

/**
 * The text of a delivery as sent, but for the last path segment of every media address in it: whoever knows the address
 * of a file at CM.com can fetch it. In a body that is no text, each byte that is none stands as `\\xE9`.
 */
export function maskMediaAddresses(body: Uint8Array, contentEncoding: string | null): string {
  const unpacked = unpack(body, contentEncoding);
  return maskText(textOf(unpacked.ok ? unpacked.bytes : body));
}

/**
 * Strings are masked as what they say, for JSON writes a character in several ways, and a string may hold JSON itself;
 * those that hold no address stay as sent. What is no JSON is masked as it stands.
 */
function maskText(text: string): string {
  let key = '';
  return (
    text
      .replace(/("(?:[^"\\]|\\.)*")(\s*:)?/gs, (match, literal: string, colon: string | undefined) => {
        const said = readLiteral(literal);
        const holder = key;
        key = colon === undefined ? '' : (said ?? '');
        if (said === undefined) return match;
        const masked = holder === 'mediaUri' ? maskLast(maskText(said)) : maskText(said);
        return masked === said ? match : JSON.stringify(masked) + (colon ?? '');
      })
      .replace(
        /("mediaUri"\s*:\s*")((?:[^"\\]|\\.)*)/g,
        (_match, start: string, address: string) => start + maskLast(address),
      )
      // An address of CM.com's may also stand in a field that nobody knows yet.
      .replace(/([/\\]fileproxy[/\\]+files[/\\]+)[^\s"\\<>]+/gi, '$1…')
  );
}

function readLiteral(literal: string): string | undefined {
  try {
    const said: unknown = JSON.parse(literal);
    return typeof said === 'string' ? said : undefined;
  } catch {
    return undefined;
  }
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

/** A browser takes backslashes for slashes; what follows the path may be a key too. */
function maskLast(address: string): string {
  const path = address.replace(/[?#].*$/s, '').replace(/[/\\]+$/, '');
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  return cut === 0 ? address : `${address.slice(0, cut)}…`;
}
