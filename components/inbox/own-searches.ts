/** What the search box asked the address to say and has not seen there yet, after what the address says. */
export type OwnSearches = readonly [now: string, ...awaited: string[]];

/**
 * Takes note of what the address says now. It follows a search a moment later and may leave some out; who goes on typing
 * meanwhile must not have those letters taken away. `isForeign` when it was not the box that asked for it: "back", or a
 * link.
 */
export function noteAddress(own: OwnSearches, q: string): { own: OwnSearches; isForeign: boolean } {
  const [, ...awaited] = own;
  const at = awaited.indexOf(q);
  return { own: [q, ...(at < 0 ? [] : awaited.slice(at + 1))], isForeign: at < 0 };
}
