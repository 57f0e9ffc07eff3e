import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import packed from '@sparticuz/chromium';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { countOf } from '../support/count-of';
import { mediaMo } from '../support/media-mo';
import { signIn, type Api } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';
import { startStubCdn, type StubCdn } from '../support/start-stub-cdn';

const FILES = countOf('MANY_FILES', { few: 2000, many: 2000 });
const AT_ONCE = 50;
const MINUTE_MS = 60_000;
const photos = ['cappuccino.jpg', 'payment.png'].map((name) => readFileSync(path.join('lib/samples/files', name)));

let cdn: StubCdn;
let inlet: Inlet;
let api: Api;
let browser: Browser;
beforeAll(async () => {
  cdn = await startStubCdn();
  inlet = await startInlet({ env: { MEDIA_ORIGINS: cdn.origins.join(',') } });
  api = await signIn(inlet);
  const executablePath = process.env.PLAYWRIGHT_CHROMIUM ?? (await packed.executablePath());
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  for (let sent = 0; sent < FILES; sent += AT_ONCE)
    await inlet.deliver(Array.from({ length: AT_ONCE }, (_, index) => photoOf(sent + index)));
});
afterAll(async () => {
  await browser.close();
  await inlet.remove();
  await cdn.stop();
});

it(
  `${FILES.toString()} files are copied`,
  async () => {
    const files = async () => (await space()).files;
    await expect.poll(files, { timeout: 20 * MINUTE_MS, interval: 1000 }).toBe(FILES);
  },
  25 * MINUTE_MS,
);

it(
  `the media view draws few of ${FILES.toString()} files at a time, and asks for little when one more arrives`,
  async () => {
    const page = await openPage('/media');
    const tiles = page.getByRole('main').getByRole('listitem');
    await tiles.first().waitFor();
    await page.mouse.move(640, 500);
    const down = await scroll(page, 1400);
    expect(await page.getByText('0.jpg', { exact: true }).count()).toBe(1);
    report('media view, down', down);
    expect(down.most).toBeLessThan(2500);

    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname === '/api/media') asked.push(search);
    });
    await inlet.deliver(photoOf(FILES));
    await expect.poll(async () => (await space()).files, { timeout: MINUTE_MS }).toBe(FILES + 1);
    // Once for the message, once for its file, and once for both where they come apart.
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    report('media view, up', await scroll(page, -3000));
    await page.getByText(`${FILES.toString()}.jpg`, { exact: true }).waitFor();
    expect(asked.filter((search) => search.includes('cursor'))).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(3);
    await page.close();
  },
  10 * MINUTE_MS,
);

it(
  `a conversation draws few of its ${FILES.toString()} files at a time`,
  async () => {
    const [conversation] = await api.conversations();
    const page = await openPage(`/conversations/${conversation?.id ?? ''}`);
    await page.getByRole('log').locator('[data-message-id]').first().waitFor();
    await page.mouse.move(640, 400);
    const up = await scroll(page, -1400);
    report('conversation, up', up);
    expect(up.most).toBeLessThan(2500);
    report('conversation, down', await scroll(page, 3000));
    await page.close();
  },
  10 * MINUTE_MS,
);

type Scrolled = { most: number; longTasks: number[]; steps: number };

/** Turns the wheel until nothing moves any more, and gives how many elements there were at most, and tasks over 50 ms. */
async function scroll(page: Page, step: number): Promise<Scrolled> {
  await page.evaluate(() => {
    Object.assign(window, { longTasks: [] });
  });
  let [most, steps, still] = [0, 0, 0];
  for (let before = ''; still < 30; steps += 1) {
    await page.mouse.wheel(0, step);
    const { place, elements } = await page.evaluate(
      () =>
        new Promise<{ place: string; elements: number }>((resolve) => {
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              const first = document.querySelector('[data-media-index], [data-message-id]');
              const { mediaIndex, messageId } = first instanceof HTMLElement ? first.dataset : {};
              const place = `${mediaIndex ?? messageId ?? ''} ${first?.getBoundingClientRect().top ?? 0}`;
              resolve({ place, elements: document.querySelectorAll('*').length });
            });
          });
        }),
    );
    most = Math.max(most, elements);
    still = place === before ? still + 1 : 0;
    before = place;
  }
  const longTasks = z.array(z.number()).parse(
    await page.evaluate(() => {
      const found: unknown = Reflect.get(window, 'longTasks');
      return found;
    }),
  );
  return { most, steps, longTasks };
}

function report(name: string, { most, steps, longTasks }: Scrolled): void {
  const longest = Math.round(Math.max(0, ...longTasks));
  const over = longTasks.filter((milliseconds) => milliseconds > 100).length;
  process.stdout.write(
    `${name}: ${most} elements at most, ${steps} turns of the wheel, ${longTasks.length} tasks over 50 ms, ${over} over 100 ms, the longest ${longest} ms\n`,
  );
}

async function openPage(address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.context().addCookies(
    api.cookie.split('; ').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url: inlet.url };
    }),
  );
  await page.addInitScript(() => {
    Object.assign(window, { longTasks: [] });
    new PerformanceObserver((list) => {
      const kept: unknown = Reflect.get(window, 'longTasks');
      if (Array.isArray(kept)) for (const { duration } of list.getEntries()) kept.push(duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  await page.goto(new URL(address, inlet.url).href);
  return page;
}

function photoOf(number: number) {
  const bytes = photos[number % photos.length] ?? Buffer.alloc(0);
  const url = cdn.put(number % 2 === 0 ? 0 : 1, { bytes, contentType: 'image/jpeg' });
  const timeUtc = new Date(Date.UTC(2024, 0, 1) + number * 4 * 3_600_000).toISOString().slice(0, 19);
  return mediaMo({ url, title: `${number.toString()}.jpg`, contentType: 'image/jpeg', timeUtc });
}

async function space(): Promise<{ files: number }> {
  return z.object({ files: z.number() }).parse(await (await api.ask('GET', '/api/media/space')).json());
}
