import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { readLiveChange, type LiveChange } from './live-change';
import { catchUp, pageReader, threadKey } from './thread-query';
import { mergeMessages, type ThreadWindow } from './thread-window';

export type LiveState = 'connecting' | 'live' | 'lost';

/** Changes that come together are applied together, after this many milliseconds. */
const gatherFor = 60;
/** A short break is not worth a banner. */
const lostAfter = 2500;

/** Listens to what changes on the server and brings the queries up to date; tells whether the connection stands. */
export function useLiveUpdates(): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    let waiting: LiveChange[] = [];
    let applying: ReturnType<typeof setTimeout> | undefined;
    let losing: ReturnType<typeof setTimeout> | undefined;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    let wasBroken = false;
    let isOver = false;
    let source = open();

    function open(): EventSource {
      const opened = new EventSource('/api/live');
      opened.addEventListener('open', () => {
        clearTimeout(losing);
        losing = undefined;
        setState('live');
        // What was asked for while the server was away has failed, and its change is not told again.
        if (wasBroken) void queryClient.invalidateQueries();
        wasBroken = false;
      });
      opened.addEventListener('error', () => {
        wasBroken = true;
        losing ??= setTimeout(() => {
          setState('lost');
        }, lostAfter);
        // The browser resumes a broken stream by itself, but gives up after an answer that is no stream.
        if (opened.readyState === EventSource.CLOSED) {
          clearTimeout(reopening);
          reopening = setTimeout(() => {
            source = open();
          }, 5000);
        }
      });
      // A stream that begins here knows nothing of what changed between the loading of the page and now.
      opened.addEventListener('hello', () => void queryClient.invalidateQueries());
      opened.addEventListener('change', (event: MessageEvent<unknown>) => {
        const change = readLiveChange(event.data);
        if (change === null) return;
        waiting.push(change);
        applying ??= setTimeout(apply, gatherFor);
      });
      return opened;
    }

    // One after the other: asking anew for each change would cancel the asking before it, and in a busy hour nothing
    // would ever be shown.
    function apply(): void {
      const changes = waiting;
      waiting = [];
      void applyChanges(queryClient, changes)
        .catch(() => queryClient.invalidateQueries())
        .finally(() => {
          applying = waiting.length > 0 && !isOver ? setTimeout(apply, gatherFor) : undefined;
        });
    }

    return () => {
      isOver = true;
      clearTimeout(applying);
      clearTimeout(losing);
      clearTimeout(reopening);
      source.close();
    };
  }, [queryClient]);

  return state;
}

/** Brings the queries up to date with what has changed. */
export async function applyChanges(queryClient: QueryClient, changes: LiveChange[]): Promise<void> {
  if (changes.some((change) => change.type === 'reset')) {
    await queryClient.invalidateQueries();
    return;
  }
  const types = new Set(changes.map((change) => change.type));
  const keys = new Set<string>(['counts']);
  for (const type of types) for (const key of staleAfter[type]) keys.add(key);
  const asked = [...keys].map((key) => queryClient.invalidateQueries({ queryKey: [key] }));
  const conversationIds = new Set(changes.flatMap((change) => change.conversationId ?? []));
  const threads = [...conversationIds].map((id) => updateThread(queryClient, id, changes));
  await Promise.all([...asked, ...threads]);
}

const staleAfter: Record<LiveChange['type'], string[]> = {
  message: [
    'conversations',
    'conversation',
    'conversation-details',
    'messages-of-kind',
    'search',
    'setup',
    'business-numbers',
  ],
  moved: ['conversations', 'conversation', 'conversation-details', 'messages-of-kind', 'search', 'thread'],
  erased: ['conversations', 'conversation', 'conversation-details', 'messages-of-kind', 'search', 'source'],
  media: ['conversation-details', 'messages-of-kind', 'media-details'],
  conversation: ['conversations', 'conversation', 'conversation-details', 'setup', 'business-numbers'],
  read: ['conversations', 'conversation'],
  problem: ['problems', 'unseen-names', 'setup'],
  reset: [],
};

async function updateThread(queryClient: QueryClient, conversationId: string, changes: LiveChange[]): Promise<void> {
  const mine = changes.filter(({ type }) => type === 'message' || type === 'erased' || type === 'media');
  const changedIds = mine.flatMap((change) =>
    change.conversationId === conversationId ? (change.messageId ?? []) : [],
  );
  if (changedIds.length === 0) return;
  for (const [key, window] of queryClient.getQueriesData<ThreadWindow>({ queryKey: threadKey(conversationId) })) {
    if (window === undefined) continue;
    const caughtUp = await catchUp(window, [...new Set(changedIds)].slice(-mostAskedAlone), pageReader(conversationId));
    // While we asked, more of the thread may have been loaded: what we found is put into what is there now.
    queryClient.setQueryData<ThreadWindow>(key, (now) => {
      if (now === undefined) return now;
      return 'window' in caughtUp ? caughtUp.window : mergeMessages(now, caughtUp.messages);
    });
  }
}

/** Messages that are asked for one by one after a burst; the rest comes with the newest page. */
const mostAskedAlone = 20;
