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

/** What stands in the place of an element that somebody may not see. */
const WITHHELD = '(to another business number)';

/** A delivery of which somebody sees only the elements at some places; as it stands when these are all. */
export function withholdOthers(
  body: Uint8Array,
  contentEncoding: string | null,
  positions: ReadonlySet<number>,
): { body: Uint8Array; encoding: string | null } {
  const unpacked = unpack(body, contentEncoding);
  const parsed = unpacked.ok ? parseJson(new TextDecoder().decode(unpacked.bytes)) : unpacked;
  const elements = parsed.ok ? [parsed.value].flat() : [];
  // `null` is what an erasure has left.
  const shown = elements.map((element, position) => (positions.has(position) || element === null ? element : WITHHELD));
  if (elements.length > 0 && shown.every((element, position) => element === elements[position]))
    return { body, encoding: contentEncoding };
  return { body: new TextEncoder().encode(JSON.stringify(shown)), encoding: null };
}
