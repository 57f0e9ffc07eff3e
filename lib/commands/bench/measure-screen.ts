import { chromium, type Browser, type Page } from '@playwright/test';
import sparticuz from '@sparticuz/chromium';
import * as z from 'zod';
import { fillInbox } from '@/lib/inbox/setup/fill-inbox';
import { loadBody } from '@/lib/samples/load-body';
import type { BenchServer, StartServer } from './start-bench-server';

const WANTED = { messages: 10_000, seed: 7, customers: 500, busiest: 60 };
const POSTS = 60;
/** The first ones pay for compiling. */
const WARM_UP = 10;
const SCROLLED = 5000;
const WHEEL = 1200;

const found = z.object({ items: z.array(z.object({ message: z.object({ conversationId: z.string() }) })) });

/** What somebody at the screen waits for: a message until it is painted, and the thread while it is scrolled. */
export async function measureScreen(start: StartServer): Promise<void> {
  const server = await start({
    fill: async (url) => {
      await fillInbox(url, WANTED, () => undefined);
    },
    keptAs: 'screen',
  });
  const browser = await chromium.launch({
    executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? (await sparticuz.executablePath()),
    args: ['--no-sandbox'],
  });
  try {
    const painted = await measurePainting(server, browser);
    console.log(
      `from POST to painted: p50 ${at(painted, 0.5).toFixed(0)} ms, p95 ${at(painted, 0.95).toFixed(0)} ms (goal 300)`,
    );
    const { messages, longest, alive } = await measureScrolling(server, browser);
    console.log(
      `scrolling ${messages.toString()} messages: longest task ${longest.toFixed(0)} ms (goal 100), ` +
        `at most ${alive.toString()} messages in the page (goal 300)`,
    );
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function measurePainting(server: BenchServer, browser: Browser): Promise<number[]> {
  const page = await open(server, browser, '/');
  await page.getByRole('list', { name: 'Conversations' }).waitFor();
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + POSTS; turn += 1) {
    const number = 1_000_000 + turn;
    const painted = page.evaluate(untilPainted, `message-${number.toString()}-end`);
    // Once the page watches.
    await page.evaluate(() => undefined);
    const sent = Date.now();
    await fetch(server.url + server.webhookPath, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: loadBody(number),
    });
    const waited = (await painted) - sent;
    if (turn >= WARM_UP) times.push(waited);
  }
  await page.context().close();
  return times.sort((one, other) => one - other);
}

/** Runs in the page: when it shows this text, on the clock of the machine. */
function untilPainted(text: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.body.textContent.includes(text)) return;
      observer.disconnect();
      // The frame after the one that holds it begins when it is painted.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    look();
  });
}

async function measureScrolling(
  server: BenchServer,
  browser: Browser,
): Promise<{ messages: number; longest: number; alive: number }> {
  const answer = await server.get(`/api/search?limit=1&q=${encodeURIComponent('from:"sanne 0"')}`);
  const id = found.parse(await answer.json()).items[0]?.message.conversationId ?? '1';
  const page = await open(server, browser, `/conversations/${id}`);
  const log = page.getByRole('log');
  await log.locator('[data-message-id]').first().waitFor();
  await log.hover();
  // From the first unread message, which is the oldest, to the newest.
  const tasks = await page.evaluateHandle(watchTasks);
  const seen = new Set<string>();
  let alive = 0;
  for (let stuck = 0; seen.size < SCROLLED && stuck < 50;) {
    await page.mouse.wheel(0, WHEEL);
    const ids = await page.evaluate(idsAtNextFrame);
    const before = seen.size;
    for (const each of ids) seen.add(each);
    stuck = seen.size === before ? stuck + 1 : 0;
    alive = Math.max(alive, ids.length);
  }
  const longest = await tasks.evaluate((durations) => Math.max(0, ...durations));
  await page.context().close();
  return { messages: seen.size, longest, alive };
}

/** Runs in the page: how long each task from here on takes that takes more than 50 milliseconds. */
function watchTasks(): number[] {
  const durations: number[] = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) durations.push(duration);
  }).observe({ type: 'longtask' });
  return durations;
}

/** Runs in the page: which messages it holds once the wheel has moved it. */
function idsAtNextFrame(): Promise<string[]> {
  return new Promise((resolve) => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        resolve(
          [...document.querySelectorAll('[data-message-id]')].map((each) => each.getAttribute('data-message-id') ?? ''),
        ),
      ),
    );
  });
}

async function open(server: BenchServer, browser: Browser, route: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies(
    server.cookie.split('; ').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url: server.url };
    }),
  );
  const page = await context.newPage();
  await page.goto(server.url + route);
  return page;
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
