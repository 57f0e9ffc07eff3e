import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { signIn, type Api } from './sign-in';
import { startInlet, type Inlet } from './start-inlet';
import { startStubCdn, type StubCdn } from './start-stub-cdn';
import { doWithoutPointer } from './without-pointer';

type Journey = {
  /** An installation that a worker's tests share: each uses customers of its own. */
  inlet: Inlet;
  cdn: StubCdn;
  /** An installation with nothing in it, for this test alone. */
  emptyInlet: Inlet;
  api: Api;
  /** Other hosts that a test lets its pages ask. */
  elsewhere: string[];
  /** A page that the administrator has signed in to, at the inbox. */
  inbox: Page;
};

export type JourneyOptions = {
  engine: 'sqlite' | 'postgresql';
  /** Without one, tests do by keyboard what they would do with it. */
  hasPointer: boolean;
};

/** Tests in a browser against the production build. Each fails when a page asks another host or reports an error. */
export const test = base.extend<
  Omit<Journey, 'inlet' | 'cdn'> & { guard: undefined; pointer: undefined },
  Pick<Journey, 'inlet' | 'cdn'> & JourneyOptions & { choice: undefined }
>({
  engine: ['sqlite', { scope: 'worker', option: true }],
  hasPointer: [true, { scope: 'worker', option: true }],
  pointer: [
    async ({ page, hasPointer }, use) => {
      if (!hasPointer) doWithoutPointer(page);
      await use(undefined);
    },
    { auto: true },
  ],
  choice: [
    async ({ engine }, use) => {
      // Where `startInlet` looks: a worker serves one engine only.
      process.env.TEST_ENGINE = engine;
      await use(undefined);
    },
    { scope: 'worker', auto: true },
  ],
  cdn: [
    async ({}, use) => {
      const cdn = await startStubCdn();
      await use(cdn);
      await cdn.stop();
    },
    { scope: 'worker' },
  ],
  inlet: [
    async ({ cdn }, use) => {
      const inlet = await startInlet({ env: { MEDIA_ORIGINS: cdn.origins.join(',') } });
      await use(inlet);
      await inlet.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  emptyInlet: async ({ cdn, context }, use) => {
    const inlet = await startInlet({ env: { MEDIA_ORIGINS: cdn.origins.join(',') } });
    await use(inlet);
    // The pages first, for they would rightly complain that the server is gone.
    await context.close();
    await inlet.remove();
  },
  api: async ({ inlet }, use) => {
    await use(await signIn(inlet));
  },
  elsewhere: [[], { option: true }],
  guard: [
    async ({ context, elsewhere }, use) => {
      const faults = await watch(context, elsewhere);
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
  inbox: async ({ page, inlet, api }, use) => {
    await enter(page.context(), inlet, api);
    await page.goto(inlet.url);
    await use(page);
  },
});

export { expect };

/** Gives a browser the session of an API client. */
export async function enter(context: BrowserContext, inlet: Inlet, api: Api, url = inlet.url): Promise<void> {
  await context.addCookies(
    api.cookie.split('; ').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url };
    }),
  );
}

/** What goes wrong in a browser's pages: requests to other hosts, errors, and whatever the content security policy forbade. */
export async function watch(context: BrowserContext, elsewhere: string[] = []): Promise<string[]> {
  const faults: string[] = [];
  await context.exposeFunction('reportViolation', (violation: string) => faults.push(`violated ${violation}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, documentURI, sample }) => {
      window.reportViolation(`${violatedDirective}: ${blockedURI} ${sample} at ${documentURI}`);
    });
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isAllowed = ['localhost', '127.0.0.1', ...elsewhere].includes(hostname);
    if (protocol.startsWith('http') && !isAllowed) faults.push(`asked ${request.url()}`);
  });
  context.on('weberror', (error) => faults.push(`threw ${error.error().message}`));
  context.on('console', (message) => {
    // A refused or cut request is the test's own doing, and what a page shows then is tested.
    const isNetwork = message.text().startsWith('Failed to load resource') || message.text().includes('net::ERR_');
    if (message.type() === 'error' && !isNetwork) faults.push(`reported ${message.text()}`);
  });
  return faults;
}

export function conversationList(page: Page): Locator {
  return page.getByRole('list', { name: 'Conversations' });
}

/** The thread of a customer; `data-message-id` marks its messages. */
export function thread(page: Page, customer: string): Locator {
  return page.getByRole('log', { name: customer });
}

/** Opens a conversation by its row and gives its thread. */
export async function open(page: Page, customer: string): Promise<Locator> {
  await conversationList(page).getByRole('link', { name: customer }).click();
  const log = thread(page, customer);
  await expect(log).toBeVisible();
  return log;
}

/** The messages of one kind in a thread. */
export function messages(log: Locator, kind: string): Locator {
  return log.locator(`[data-message-id][data-kind="${kind}"]`);
}

/** Scrolls a thread until it draws a message, for it draws only those in sight: down first, then up. */
export async function reveal(log: Locator, message: Locator): Promise<void> {
  await log.hover();
  let step = 600;
  let stuck = 0;
  await expect(async () => {
    if ((await message.count()) > 0) return;
    const edge = log.locator('[data-message-id]');
    const before = await edge.evaluateAll((all) => all.map((each) => each.getAttribute('data-message-id')).join());
    await log.page().mouse.wheel(0, step);
    const after = await edge.evaluateAll((all) => all.map((each) => each.getAttribute('data-message-id')).join());
    stuck = before === after ? stuck + 1 : 0;
    if (stuck > 4) [step, stuck] = [-step, 0];
    expect(await message.count()).toBeGreaterThan(0);
  }).toPass({ intervals: [50], timeout: 20_000 });
  await message.first().scrollIntoViewIfNeeded();
}

/**
 * Fails when a page, or the part of it that a selector names, breaks a rule of WCAG 2.2 A or AA, in the light or the dark
 * theme. `except` names rules that cannot judge what is there.
 */
export async function expectAccessible(page: Page, within?: string, except: string[] = []): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours go over to those of the other theme, however shortly.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(({ finished }) => finished));
    });
    // Without the second page that axe opens for frames of others, which takes the focus with it.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    if (within !== undefined) axe.include(within);
    axe.disableRules(except);
    // The themes differ in colours alone.
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) =>
        `${new URL(page.url()).pathname} ${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
    expect(found).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
  await expectToFit(page);
}

/** Fails when a page is longer than its window, so that it could be scrolled out of view, navigation and all. */
export async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
}
