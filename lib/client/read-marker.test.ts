import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { makeReadMarker } from './read-marker';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A marker whose first attempts fail. */
function markerWith({ failures }: { failures: number }) {
  const marked: string[] = [];
  const marker = makeReadMarker((messageId) => {
    marked.push(messageId);
    return marked.length > failures ? Promise.resolve() : Promise.reject(new Error('offline'));
  });
  return { marked, marker };
}

it('marks what arrived last, wherever it stands in the thread', async () => {
  const { marked, marker } = markerWith({ failures: 0 });
  // Of one delivery: the second message in it was sent before the first one.
  marker.see(['2', '1']);
  await vi.advanceTimersByTimeAsync(400);
  marker.see(['1']);
  await vi.advanceTimersByTimeAsync(400);
  expect(marked).toEqual(['2']);

  // The one that arrived first comes into view first.
  marker.see(['9']);
  await vi.advanceTimersByTimeAsync(400);
  marker.see(['9', '10']);
  await vi.advanceTimersByTimeAsync(400);
  expect(marked).toEqual(['2', '9', '10']);
});

it('goes by the last message that was marked, in whichever order the answers come', async () => {
  const marked: string[] = [];
  const answers: (() => void)[] = [];
  const marker = makeReadMarker((messageId) => {
    marked.push(messageId);
    return new Promise((resolve) => answers.push(resolve));
  });
  for (const id of ['9', '10']) {
    marker.see([id]);
    await vi.advanceTimersByTimeAsync(400);
  }
  for (const answer of answers.toReversed()) answer();
  await vi.advanceTimersByTimeAsync(0);
  for (const ids of [[], ['9', '10'], ['10']]) {
    marker.see(ids);
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(marked).toEqual(['9', '10']);
});

it('marks only what stays in view for a moment', async () => {
  const { marked, marker } = markerWith({ failures: 0 });
  marker.see(['3']);
  await vi.advanceTimersByTimeAsync(300);
  marker.see([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(marked).toEqual([]);
});

it('tries again what could not be marked, until it is or is not in view any more', async () => {
  const { marked, marker } = markerWith({ failures: 2 });
  marker.see(['3']);
  await vi.advanceTimersByTimeAsync(400);
  marker.see(['2', '3']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(marked).toEqual(['3', '3', '3']);

  const leaving = markerWith({ failures: 9 });
  leaving.marker.see(['3']);
  await vi.advanceTimersByTimeAsync(400);
  leaving.marker.see([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(leaving.marked).toEqual(['3']);
});
