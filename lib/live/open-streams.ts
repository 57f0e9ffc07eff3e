declare global {
  // As with the database: routes and our server are bundled apart and meet here.
  var inletOpenStreams: number | undefined;
}

/** How many live streams this process has open. */
export function openStreams(): number {
  return globalThis.inletOpenStreams ?? 0;
}

/** Notes that one was opened (1) or has ended (-1). */
export function noteStream(change: 1 | -1): void {
  globalThis.inletOpenStreams = openStreams() + change;
}
