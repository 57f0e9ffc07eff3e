/** A browser uses one for all its tabs. */
const MOST_OF_ONE = 20;
const MOST = 500;

type Stream = { account: string; close: () => void };

declare global {
  // As with the database: routes and our server are bundled apart and meet here.
  var inletOpenStreams: Set<Stream> | undefined;
}

/** How many live streams this process has open. */
export function openStreams(): number {
  return streams().size;
}

/**
 * Notes a live stream of an account or token, and gives the function that takes it off the list. An account has twenty at
 * most and the process five hundred: one more closes the oldest of that account, or of the account with the most.
 */
export function addStream(account: string, close: () => void): () => void {
  const open = streams();
  const own = [...open].filter((stream) => stream.account === account);
  if (own.length >= MOST_OF_ONE) drop(own[0]);
  else if (open.size >= MOST) drop(own[0] ?? oldestOfMost());
  const added = { account, close };
  open.add(added);
  return () => {
    open.delete(added);
  };
}

function drop(stream: Stream | undefined): void {
  if (!stream) return;
  streams().delete(stream);
  stream.close();
}

function oldestOfMost(): Stream | undefined {
  const byAccount = new Map<string, Stream[]>();
  for (const stream of streams()) byAccount.set(stream.account, [...(byAccount.get(stream.account) ?? []), stream]);
  return [...byAccount.values()].sort((one, other) => other.length - one.length)[0]?.[0];
}

function streams(): Set<Stream> {
  return (globalThis.inletOpenStreams ??= new Set());
}
