import type { Json } from './json';
import { parseJson } from './parse-json';
import { readDelivery, type ProblemReason } from './read-delivery';
import { unpack } from './unpack';
import { wordsOf } from './words-of';

/** What cannot be read of a delivery: all of it, with the position 0, or an element of a list. */
export type UnreadPart = { position: number; problem: ProblemReason; words: Set<string> };

/** The parts of a delivery that cannot be read, each with its words. What an erasure has taken out is none. */
export function listUnread(body: Uint8Array, contentEncoding: string | null): UnreadPart[] {
  if (body.length === 0) return [];
  const reading = readDelivery(body, contentEncoding);
  if (!reading.ok) return [{ position: 0, problem: reading.reason, words: wordsOf(body, contentEncoding) }];
  if (reading.items.every(({ problem }) => problem === null)) return [];
  const elements = elementsOf(body, contentEncoding);
  return reading.items.flatMap(({ position, problem }) => {
    const element = elements[position] ?? null;
    if (problem === null || element === null) return [];
    return [{ position, problem, words: wordsOf(new TextEncoder().encode(JSON.stringify(element)), null) }];
  });
}

function elementsOf(body: Uint8Array, contentEncoding: string | null): Json[] {
  const unpacked = unpack(body, contentEncoding);
  const parsed = unpacked.ok ? parseJson(new TextDecoder().decode(unpacked.bytes)) : unpacked;
  return parsed.ok ? [parsed.value].flat() : [];
}
