import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { findKey } from './conversation-queries';
import { readLiveChange, type LiveChange } from './live-change';
import { openLiveLine } from './live-line';
import { refreshConversations } from './refresh-conversations';
import { refreshMedia } from './refresh-media';
import { refreshSearches } from './refresh-searches';
import { refreshThreads } from './refresh-threads';
import { catchUp, pageReader, threadKey } from './thread-query';
import { mergeMessages, type ThreadWindow } from './thread-window';

export type LiveState = 'live' | 'lost';

/** Changes that come together are applied together, after this many milliseconds. */
const gatherFor = 60;
/** A short break is not worth a banner. */
const lostAfter = 2500;

/** Listens to what changes on the server and brings the queries up to date; tells whether the connection stands. */
export function useLiveUpdates(): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('live');

  useEffect(() => {
    let waiting: LiveChange[] = [];
    let applying: ReturnType<typeof setTimeout> | undefined;
    let losing: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;

    const gather = (change: LiveChange) => {
      waiting.push(change);
      // A tab that nobody looks at does the work when somebody does.
      if (document.visibilityState === 'visible') applying ??= setTimeout(apply, gatherFor);
      else if (waiting.length > mostGathered) waiting = [everything];
    };

    // One after the other: asking anew for each change would cancel the asking before it, and in a busy hour nothing
    // would ever be shown.
    function apply(): void {
      const changes = waiting;
      waiting = [];
      void applyChanges(queryClient, changes)
        .catch(() => applyChanges(queryClient, [everything]))
        .catch(() => {})
        .finally(() => {
          applying = waiting.length > 0 && !isOver ? setTimeout(apply, gatherFor) : undefined;
        });
    }

    const look = () => {
      if (document.visibilityState === 'visible' && waiting.length > 0) applying ??= setTimeout(apply, gatherFor);
    };
    const close = openLiveLine({
      onChange: (data) => {
        const change = readLiveChange(data);
        if (change !== null) gather(change);
      },
      onGap: () => gather(everything),
      onState: (next) => {
        if (next === 'live') {
          clearTimeout(losing);
          losing = undefined;
          setState('live');
        } else losing ??= setTimeout(() => setState('lost'), lostAfter);
      },
    });
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      clearTimeout(applying);
      clearTimeout(losing);
      document.removeEventListener('visibilitychange', look);
      close();
    };
  }, [queryClient]);

  return state;
}

/** Stands for changes that nobody has heard of. */
const everything: LiveChange = { type: 'reset', conversationId: null, messageId: null };
const mostGathered = 500;

/** Brings the queries up to date with what has changed. */
export async function applyChanges(queryClient: QueryClient, changes: LiveChange[]): Promise<void> {
  if (changes.some((change) => change.type === 'reset')) {
    await Promise.all([
      queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'thread' }),
      refreshThreads(queryClient),
    ]);
    return;
  }
  const types = new Set(changes.map((change) => change.type));
  const keys = new Set<string>(['counts']);
  for (const type of types) for (const key of staleAfter[type]) keys.add(key);
  const asked = [...keys].map((key) => queryClient.invalidateQueries({ queryKey: [key] }));
  const conversationIds = new Set(changes.flatMap((change) => change.conversationId ?? []));
  const threads = [...conversationIds].map((id) => updateThread(queryClient, id, changes));
  const changesList = changes.some(({ type }) => listChanges.includes(type));
  const changesFound = types.has('message') || types.has('erased');
  await Promise.all([
    ...asked,
    ...threads,
    changesList ? refreshConversations(queryClient, [...conversationIds]) : undefined,
    changesFound ? refreshFound(queryClient, changes, [...conversationIds]) : undefined,
    mediaChanges.some((type) => types.has(type)) ? refreshMedia(queryClient, changes) : undefined,
  ]);
}

const staleAfter: Record<LiveChange['type'], string[]> = {
  message: ['conversation', 'conversation-details', 'messages-of-kind', 'setup', 'business-numbers'],
  moved: [
    'conversations',
    'conversation',
    'conversation-details',
    'find',
    'messages-of-kind',
    'media',
    'search',
    'thread',
  ],
  erased: ['conversation', 'conversation-details', 'messages-of-kind', 'media-details', 'source'],
  media: ['conversation-details', 'media-details'],
  conversation: ['conversation', 'conversation-details', 'setup', 'business-numbers'],
  read: ['conversation'],
  problem: ['problems', 'unseen-names', 'setup'],
  reset: [],
};

/** Changes after which the lists of conversations differ. A move changes several at once, and all of them are asked for. */
const listChanges: LiveChange['type'][] = ['message', 'erased', 'conversation', 'read'];

/** Changes after which the lists of files differ. */
const mediaChanges: LiveChange['type'][] = ['message', 'erased', 'media'];

async function refreshFound(queryClient: QueryClient, changes: LiveChange[], conversationIds: string[]): Promise<void> {
  await Promise.all([
    refreshSearches(queryClient, changes),
    ...conversationIds.map((id) => queryClient.invalidateQueries({ queryKey: findKey(id) })),
  ]);
}

async function updateThread(queryClient: QueryClient, conversationId: string, changes: LiveChange[]): Promise<void> {
  const mine = changes.filter(({ type }) => type === 'message' || type === 'erased' || type === 'media');
  const changedIds = mine.flatMap((change) =>
    change.conversationId === conversationId ? (change.messageId ?? []) : [],
  );
  if (changedIds.length === 0) return;
  for (const [key, window] of queryClient.getQueriesData<ThreadWindow>({ queryKey: threadKey(conversationId) })) {
    if (window === undefined) continue;
    const caughtUp = await catchUp(window, [...new Set(changedIds)], pageReader(conversationId));
    // While we asked, more of the thread may have been loaded: what we found is put into what is there now.
    queryClient.setQueryData<ThreadWindow>(key, (now) => {
      if (now === undefined) return now;
      return 'window' in caughtUp ? caughtUp.window : mergeMessages(now, caughtUp.messages);
    });
  }
}
