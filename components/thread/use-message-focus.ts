import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';

import type { ThreadRow } from './thread-rows';

/** Stands for the last message of a thread, whose id is not known before its end is loaded. */
export const newest = 'newest';

/** What can be reached with Tab inside a message. */
const controls = 'a[href], button:not(:disabled), input, select, textarea, summary, audio, video, [tabindex="0"]';

/**
 * The thread as one stop of Tab: the arrows walk from message to message, Tab goes into the controls of the one that is
 * reached and then out of the thread, Escape comes back from a control to its message.
 */
export function useMessageFocus({
  scroller,
  rows,
  visibleIds,
  newestId,
  showRow,
}: {
  scroller: RefObject<HTMLElement | null>;
  rows: ThreadRow[];
  /** The messages in view, oldest first. */
  visibleIds: string[];
  /** The last message; null while the end of the thread is not loaded. */
  newestId: string | null;
  showRow: (index: number) => void;
}) {
  const [currentId, setCurrentId] = useState<string | null>(null);
  const before = useRef<HTMLSpanElement>(null);
  const behind = useRef<HTMLSpanElement>(null);
  const wantsFocus = useRef<string | null>(null);
  const isTabbing = useIsTabbing(() => {
    wantsFocus.current = null;
  });
  const currentIndex = rows.findIndex((row) => row.key === currentId);
  const stopId = currentIndex >= 0 ? currentId : (visibleIds.at(-1) ?? null);

  // The message may have to be drawn before it can take the focus.
  useLayoutEffect(() => {
    const wanted = wantsFocus.current === newest ? newestId : wantsFocus.current;
    if (wanted === null) return;
    const element = messageElement(scroller.current, wanted);
    if (element === null) return;
    wantsFocus.current = null;
    element.focus({ preventScroll: true });
  });

  const focusRow = (index: number) => {
    const row = rows[index];
    if (row?.type !== 'message') return;
    wantsFocus.current = row.message.id;
    setCurrentId(row.message.id);
    showRow(index);
    messageElement(scroller.current, row.message.id)?.focus({ preventScroll: true });
  };

  const walk = (from: number, step: 1 | -1) => {
    let index = from + step;
    while (rows[index] !== undefined && rows[index]?.type !== 'message') index += step;
    focusRow(index);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const article = messageAround(event.target);
    if (article === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Tab') {
      leaveAtItsEnd(event, article);
      return;
    }
    const isOnMessage = article === event.target;
    if (!isOnMessage && event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      article.focus({ preventScroll: true });
    }
    if (!isOnMessage) return;
    const index = rows.findIndex((row) => row.key === article.dataset.messageId);
    const act = {
      ArrowDown: () => walk(index, 1),
      ArrowUp: () => walk(index, -1),
      Home: () => walk(-1, 1),
      End: () => walk(rows.length, -1),
      Enter: () => article.querySelector<HTMLElement>(controls)?.focus(),
    }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  // From an edge of the thread the browser's own Tab finds what comes next.
  const leaveAtItsEnd = (event: KeyboardEvent, article: HTMLElement) => {
    const inside = [...article.querySelectorAll<HTMLElement>(controls)].filter((each) => each.tabIndex >= 0);
    const last = inside.at(-1) ?? article;
    if (event.shiftKey && event.target === article) before.current?.focus({ preventScroll: true });
    if (!event.shiftKey && event.target === last) behind.current?.focus({ preventScroll: true });
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const article = messageAround(event.target);
    const id = article?.dataset.messageId ?? null;
    const isFromOutside = !(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget));
    if (isFromOutside && isTabbing.current && stopId !== null && id !== stopId) {
      messageElement(scroller.current, stopId)?.focus({ preventScroll: true });
    } else if (id !== null) setCurrentId(id);
  };

  return {
    before,
    behind,
    /** The message that Tab leads to. */
    stopId,
    /** Stays drawn while it has the focus. */
    currentId,
    current: rows.find((row) => row.key === stopId),
    currentElement: () => (stopId === null ? null : messageElement(scroller.current, stopId)),
    /** Puts the focus where one is taken to, once it is drawn; what led there may be gone then. */
    landOn: (messageId: string) => {
      wantsFocus.current = messageId;
      setCurrentId(messageId === newest ? newestId : messageId);
      messageElement(scroller.current, messageId)?.focus({ preventScroll: true });
    },
    enter: () => focusRow(rows.findIndex((row) => row.key === stopId)),
    handlers: { onKeyDown, onFocus },
  };
}

function messageAround(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-message-id]') : null;
}

function messageElement(within: HTMLElement | null, id: string): HTMLElement | null {
  return within?.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(id)}"]`) ?? null;
}

/**
 * Whether the focus moves because of Tab, and not because of a pointer or a dialog that closes. Tells of whatever somebody
 * does next, with keys or pointer.
 */
function useIsTabbing(onAct: () => void) {
  const isTabbing = useRef(false);
  const act = useEffectEvent(onAct);
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      isTabbing.current = event.key === 'Tab';
      act();
    };
    const point = () => {
      isTabbing.current = false;
      act();
    };
    const release = () => {
      isTabbing.current = false;
    };
    document.addEventListener('keydown', press, true);
    document.addEventListener('keyup', release, true);
    document.addEventListener('pointerdown', point, true);
    return () => {
      document.removeEventListener('keydown', press, true);
      document.removeEventListener('keyup', release, true);
      document.removeEventListener('pointerdown', point, true);
    };
  }, []);
  return isTabbing;
}
