import { parseJson } from './parse-json';
import { unpack } from './unpack';

/**
 * What is left of a delivery without the MOs at some places: nothing of a single MO, and `null` in the place of each
 * element of a list, so that the others keep theirs.
 */
export function redactDelivery(
  body: Uint8Array,
  contentEncoding: string | null,
  positions: ReadonlySet<number>,
): Uint8Array<ArrayBuffer> {
  const unpacked = unpack(body, contentEncoding);
  const parsed = unpacked.ok ? parseJson(new TextDecoder().decode(unpacked.bytes)) : unpacked;
  if (!parsed.ok || !Array.isArray(parsed.value)) return new Uint8Array();
  const left = parsed.value.map((element, position) => (positions.has(position) ? null : element));
  return left.every((element) => element === null) ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(left));
}

/** What is left of a redacted list, without anything in the place of what is gone. */
export function withoutErased(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parsed = parseJson(new TextDecoder().decode(body));
  if (!parsed.ok || !Array.isArray(parsed.value)) return body;
  return new TextEncoder().encode(JSON.stringify(parsed.value.filter((element) => element !== null)));
}
