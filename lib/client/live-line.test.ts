import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openLiveLine } from './live-line';

/** What a browser gives its tabs, as far as a live line asks for it: a server's streams, a lock, a channel, a clock. */
class Stream extends EventTarget {
  static CLOSED = 2;
  static opened: Stream[] = [];
  readyState = 1;
  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
  tell(type: 'hello' | 'change' | 'superseded', id: number): void {
    this.dispatchEvent(new MessageEvent(type, { data: `change ${id}`, lastEventId: String(id) }));
  }
  static live(): Stream[] {
    return Stream.opened.filter(({ readyState }) => readyState !== Stream.CLOSED);
  }
}

class Channel {
  static all = new Set<Channel>();
  /** A tab that the browser has put to sleep hears and says nothing. */
  static asleep = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor() {
    Channel.all.add(this);
  }
  postMessage(data: unknown): void {
    if (Channel.asleep.has(this)) return;
    for (const other of Channel.all) if (other !== this && !Channel.asleep.has(other)) other.onmessage?.({ data });
  }
  close(): void {
    Channel.all.delete(this);
  }
}

type Wish = { run: () => Promise<void>; settle: () => void; fail: (reason: Error) => void };

class Locks {
  #held: Wish | null = null;
  #waiting: Wish[] = [];
  request(_name: string, { steal }: { steal: boolean }, run: () => Promise<void>): Promise<void> {
    return new Promise((settle, fail) => {
      if (steal) {
        this.#held?.fail(new Error('stolen'));
        this.#held = null;
        this.#waiting.unshift({ run, settle, fail });
      } else this.#waiting.push({ run, settle, fail });
      this.#next();
    });
  }
  #next(): void {
    if (this.#held !== null) return;
    const wish = this.#waiting.shift() ?? null;
    this.#held = wish;
    void wish?.run().then(() => {
      wish.settle();
      if (this.#held === wish) this.#held = null;
      this.#next();
    });
  }
}

function openTab() {
  const heard: string[] = [];
  const before = new Set(Channel.all);
  const close = openLiveLine({
    onChange: (data) => heard.push(String(data)),
    onGap: () => heard.push('gap'),
    onState: () => undefined,
  });
  const channel = [...Channel.all].find((each) => !before.has(each));
  return { heard, close, channel };
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('BroadcastChannel', Channel);
  vi.stubGlobal('navigator', { locks: new Locks() });
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
  Stream.opened = [];
  Channel.all.clear();
  Channel.asleep.clear();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

it('asks again after a sleep, from the last change it heard, also when the stream looks whole', async () => {
  const tab = openTab();
  await settled();
  Stream.opened[0]?.tell('hello', 6);
  Stream.opened[0]?.tell('change', 7);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Stream.opened).toHaveLength(1);

  // The clock leaps, while no timer ran.
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(5000);
  expect(Stream.live().map(({ url }) => url)).toEqual(['/api/live?lastEventId=7']);
  Stream.opened[1]?.tell('change', 8);
  expect(tab.heard).toEqual(['gap', 'change 7', 'change 8']);
  tab.close();
  expect(Stream.live()).toEqual([]);
});

it('asks for everything anew once a lost server answers again, before it tells of a change', async () => {
  const tab = openTab();
  await settled();
  const [first] = Stream.opened;
  first?.tell('hello', 3);
  first?.close();
  first?.dispatchEvent(new Event('error'));
  await vi.advanceTimersByTimeAsync(5000);
  const second = Stream.opened[1];
  expect(second?.url).toBe('/api/live?lastEventId=3');
  second?.dispatchEvent(new Event('open'));
  second?.tell('change', 4);
  expect(tab.heard).toEqual(['gap', 'gap', 'change 4']);
  tab.close();
});

it('opens no other stream when the server closed it for a newer one, until somebody looks at the page', async () => {
  const tab = openTab();
  await settled();
  Stream.opened[0]?.tell('hello', 1);
  Stream.opened[0]?.tell('superseded', 1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Stream.live()).toEqual([]);

  page.dispatchEvent(new Event('visibilitychange'));
  expect(Stream.live().map(({ url }) => url)).toEqual(['/api/live?lastEventId=1']);
  tab.close();
});

it('lets another tab take over when its own is closed, from where both had come', async () => {
  const [first, second] = [openTab(), openTab()];
  await settled();
  Stream.opened[0]?.tell('hello', 10);
  Stream.opened[0]?.tell('change', 11);
  expect(second.heard).toEqual(['gap', 'change 11']);
  expect(Stream.opened).toHaveLength(1);

  first.close();
  await settled();
  expect(Stream.live().map(({ url }) => url)).toEqual(['/api/live?lastEventId=11']);
  Stream.opened[1]?.tell('change', 12);
  expect(second.heard).toEqual(['gap', 'change 11', 'change 12']);
  second.close();
});

it('takes the line from a tab that sleeps, which then only listens to the others', async () => {
  const [sleeper, looked] = [openTab(), openTab()];
  await settled();
  const [old] = Stream.opened;
  old?.tell('hello', 1);
  // Its stream has broken, and it would open another one later.
  old?.close();
  old?.dispatchEvent(new Event('error'));
  if (sleeper.channel) Channel.asleep.add(sleeper.channel);
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(1500);
  expect(Stream.live()).toHaveLength(1);

  Channel.asleep.clear();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(Stream.live()).toHaveLength(1);
  Stream.live()[0]?.tell('change', 2);
  expect(sleeper.heard.at(-1)).toBe('change 2');
  expect(looked.heard.at(-1)).toBe('change 2');
  looked.close();
  sleeper.close();
});

it('knows that it missed something when the change before is not the last it heard', async () => {
  const [first, second] = [openTab(), openTab()];
  await settled();
  Stream.opened[0]?.tell('hello', 1);
  if (second.channel) Channel.asleep.add(second.channel);
  Stream.opened[0]?.tell('change', 2);
  Channel.asleep.clear();
  Stream.opened[0]?.tell('change', 3);
  expect(first.heard).toEqual(['gap', 'change 2', 'change 3']);
  expect(second.heard).toEqual(['gap', 'gap']);
  second.close();
  first.close();
});
