export type LineState = 'live' | 'lost';

type Listener = {
  /** The data of a change, in order, each once. */
  onChange: (data: unknown) => void;
  /** Changes may have been missed: what is shown must be asked for anew. */
  onGap: () => void;
  onState: (state: LineState) => void;
};

/** What the tab that listens to the server says to the others. `after` is the change before, so that a gap shows. */
type Said =
  | { type: 'who' }
  | { type: 'state'; state: LineState; lastId: string }
  | { type: 'gap'; lastId: string }
  | { type: 'change'; after: string; id: string; data: string };

/** Tabs of one browser share these names: whoever holds the lock listens to the server and passes on what it hears. */
const name = 'inlet-live';
/** A tab that leads answers well within this many milliseconds, unless the browser has put it to sleep. */
const answersWithin = 1500;
/** The clock of a computer that slept has leapt by more than this, in milliseconds. */
const leap = 20_000;
const reopenAfter = 5000;

/**
 * Hears what changes on the server: one connection for all tabs of a browser, resumed after every break where it ended.
 * Gives the function that ends it.
 */
export function openLiveLine({ onChange, onGap, onState }: Listener): () => void {
  const channel = new BroadcastChannel(name);
  let lastId = '';
  let state: LineState = 'live';
  let source: EventSource | null = null;
  /** The server closed this browser's stream, because the account has many: it waits until somebody looks at it again. */
  let isSuperseded = false;
  let isOver = false;
  let letGo = () => {};
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let asking: ReturnType<typeof setTimeout> | undefined;

  const say = (said: Said) => channel.postMessage(said);
  const setState = (next: LineState) => {
    state = next;
    onState(next);
  };

  function listen(): void {
    clearTimeout(reopening);
    isSuperseded = false;
    source?.close();
    const opened = new EventSource(`/api/live${lastId === '' ? '' : `?lastEventId=${encodeURIComponent(lastId)}`}`);
    source = opened;
    let wasBroken = state === 'lost';
    opened.addEventListener('open', () => {
      setState('live');
      // Missed changes are told now; but what was asked for while the server was away has failed.
      if (wasBroken) onGap();
      say(wasBroken ? { type: 'gap', lastId } : { type: 'state', state, lastId });
      wasBroken = false;
    });
    opened.addEventListener('error', () => {
      wasBroken = true;
      setState('lost');
      say({ type: 'state', state, lastId });
      // The browser resumes a broken stream by itself, but gives up after an answer that is no stream.
      if (opened.readyState === EventSource.CLOSED) reopening = setTimeout(listen, reopenAfter);
    });
    // A stream that begins here knows nothing of what changed between the loading of the page and now.
    opened.addEventListener('hello', (event: MessageEvent<unknown>) => {
      lastId = event.lastEventId;
      onGap();
      say({ type: 'gap', lastId });
    });
    opened.addEventListener('superseded', () => {
      isSuperseded = true;
      opened.close();
      setState('lost');
      say({ type: 'state', state, lastId });
    });
    opened.addEventListener('change', (event: MessageEvent<unknown>) => {
      const after = lastId;
      lastId = event.lastEventId;
      onChange(event.data);
      say({ type: 'change', after, id: lastId, data: String(event.data) });
    });
  }

  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const said = readSaid(data);
    if (said?.type === 'who' && source !== null) say({ type: 'state', state, lastId });
    if (said === null || said.type === 'who' || source !== null) return;
    clearTimeout(asking);
    if (said.type === 'state') setState(said.state);
    else setState('live');
    const isNext = said.type === 'change' ? said.after === lastId : said.lastId === lastId;
    if (said.type === 'gap' || !isNext) onGap();
    else if (said.type === 'change') onChange(said.data);
    lastId = said.type === 'change' ? said.id : said.lastId;
  };

  function lead(mustSteal: boolean): void {
    // Without locks, which browsers keep for https and localhost, each tab listens by itself.
    if (!('locks' in navigator)) {
      listen();
      return;
    }
    const held = navigator.locks.request(name, { steal: mustSteal }, async () => {
      if (isOver) return;
      listen();
      await new Promise<void>((resolve) => (letGo = resolve));
    });
    // Another tab has taken over, for this one seemed to sleep.
    held.catch(() => {
      clearTimeout(reopening);
      source?.close();
      source = null;
      if (!isOver) lead(false);
    });
  }

  // The tab that somebody looks at must not depend on one that the browser has put to sleep.
  const look = () => {
    if (document.visibilityState !== 'visible') return;
    if (isSuperseded) listen();
    if (source !== null) return;
    clearTimeout(asking);
    asking = setTimeout(() => lead(true), answersWithin);
    say({ type: 'who' });
  };
  const reconnect = () => {
    if (source !== null) listen();
  };
  let last = Date.now();
  const watch = setInterval(() => {
    if (Date.now() - last > leap) reconnect();
    last = Date.now();
  }, 5000);

  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', reconnect);
  lead(false);
  say({ type: 'who' });

  return () => {
    isOver = true;
    clearTimeout(reopening);
    clearTimeout(asking);
    clearInterval(watch);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', reconnect);
    source?.close();
    source = null;
    letGo();
    channel.close();
  };
}

function readSaid(data: unknown): Said | null {
  return isSaid(data) ? data : null;
}

// Other tabs of this origin run our own code, of this version or the one before.
function isSaid(data: unknown): data is Said {
  return typeof data === 'object' && data !== null && 'type' in data;
}
