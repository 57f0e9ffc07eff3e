/** Where one is in what was found: at a message, which keeps its number while others come and go; or nowhere yet. */
export type FindPlace = { messageId: string | null; at: number };

/** How the place is counted, from 1; 0 when one is nowhere, or at what is not found any more. */
export function numberOf({ messageId }: FindPlace, found: readonly string[]): number {
  return messageId === null ? 0 : found.indexOf(messageId) + 1;
}

/** The next place in a direction, round and round; the same place when nothing is found. */
export function stepOn(place: FindPlace, found: readonly string[], by: 1 | -1): FindPlace {
  const here = numberOf(place, found) - 1;
  // What has gone leaves its place to the one behind it.
  const next = here >= 0 ? here + by : by > 0 ? place.at : place.at - 1;
  const at = (next + found.length) % found.length;
  const messageId = found[at];
  return messageId === undefined ? place : { messageId, at };
}
