import { unpack } from './unpack';

/**
 * The text of a delivery as sent, but for the last path segment of every media address in it: whoever knows the address
 * of a file at CM.com can fetch it. Bytes that are no UTF-8 show as U+FFFD.
 */
export function maskMediaAddresses(body: Uint8Array, contentEncoding: string | null): string {
  const unpacked = unpack(body, contentEncoding);
  return (
    new TextDecoder()
      .decode(unpacked.ok ? unpacked.bytes : body)
      .replace(
        /("mediaUri"\s*:\s*")((?:[^"\\]|\\.)*)/g,
        (_match, start: string, address: string) => start + maskLast(address),
      )
      // Slashes may be escaped in JSON; an address of CM.com's may also stand in a field that nobody knows yet.
      .replace(/(\/fileproxy\\?\/files\\?\/)[^\s"\\<>]+/g, '$1…')
  );
}

function maskLast(address: string): string {
  const cut = address.lastIndexOf('/') + 1;
  return cut === 0 || cut === address.length ? address : `${address.slice(0, cut)}…`;
}
