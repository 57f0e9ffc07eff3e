/**
 * Whether the beginning of a picture says that it moves: the animation flag of a WebP (RFC 9649, 2.7), an `acTL` chunk
 * before the first `IDAT` of a PNG, the block that makes a GIF repeat.
 */
export function isAnimated(head: Uint8Array): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.toString('latin1', 0, 3) === 'GIF') return bytes.includes('NETSCAPE2.0', 0, 'latin1');
  if (bytes.toString('latin1', 8, 16) === 'WEBPVP8X') return ((bytes[20] ?? 0) & 0b10) !== 0;
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return false;
  const data = bytes.indexOf('IDAT', 0, 'latin1');
  const control = bytes.indexOf('acTL', 0, 'latin1');
  return control !== -1 && (data === -1 || control < data);
}
