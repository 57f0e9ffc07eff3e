import type { ThreadWindow } from '@/lib/client/thread-window';
import type { Message } from '@/lib/messages/message';

/** What arrives within this many milliseconds is said together. */
const gatherFor = 1500;

/**
 * Gathers what arrives by itself at the end of a thread and hands it over from time to time, however much goes on arriving.
 * What is loaded because one scrolls there is no news.
 */
export function makeArrivals(say: (arrived: Message[]) => void) {
  let known: Set<string> | null = null;
  let arrived: Message[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    note: ({ messages, isLive }: ThreadWindow) => {
      const before = known;
      known = new Set(messages.map(({ id }) => id));
      if (before === null || !isLive) return;
      const behind = messages.findLastIndex(({ id }) => before.has(id)) + 1;
      if (behind === messages.length || behind === 0) return;
      arrived = [...arrived, ...messages.slice(behind)];
      timer ??= setTimeout(() => {
        say(arrived);
        arrived = [];
        timer = undefined;
      }, gatherFor);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
