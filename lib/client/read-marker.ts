/** A message counts as seen after it has been in view for this many milliseconds. */
const seenAfter = 400;
/** What could not be marked is tried again, at first after this many milliseconds, and in the end each minute. */
const retryAfter = 2000;
const retryAtMost = 60_000;

/**
 * Marks messages read once they have been seen, each only when it arrived after all that were marked before: the ids of
 * messages are in the order of their arrival.
 */
export function makeReadMarker(mark: (messageId: string) => Promise<void>) {
  let markedUpTo = 0;
  let wanted: string | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const markAfter = (wait: number, messageId: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      mark(messageId).then(
        () => {
          markedUpTo = Math.max(markedUpTo, Number(messageId));
          failures = 0;
        },
        () => {
          failures += 1;
          if (wanted === messageId) markAfter(Math.min(retryAfter * 2 ** (failures - 1), retryAtMost), messageId);
        },
      );
    }, wait);
  };

  return {
    /** These messages are in view now; none when nobody looks. */
    see: (messageIds: string[]) => {
      const latest = messageIds.reduce((last, id) => Math.max(last, Number(id)), 0);
      const next = latest > markedUpTo ? latest.toString() : null;
      if (next === wanted) return;
      wanted = next;
      clearTimeout(timer);
      if (next !== null) markAfter(seenAfter, next);
    },
  };
}
