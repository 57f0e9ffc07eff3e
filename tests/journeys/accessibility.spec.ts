import type { Locator } from '@playwright/test';
import type { Message } from '@/lib/messages/message';
import { newCustomer } from '../support/customer';
import { enter, expect, expectAccessible, open, test } from '../support/journey';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';

test('every page is accessible in both themes before anything has come', async ({ page, emptyInlet }) => {
  test.setTimeout(180_000);
  await page.goto(`${emptyInlet.url}/sign-in`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${emptyInlet.url}/first-administrator#token`);
  await expectAccessible(page);

  const api = await signIn(emptyInlet);
  await enter(page.context(), emptyInlet, api);
  await page.goto(emptyInlet.url);
  await expect(page.getByRole('button', { name: 'Send samples' })).toBeVisible();
  await expectAccessible(page);
  for (const path of [
    '/media',
    '/settings/account',
    '/settings/people',
    '/settings/tokens',
    '/settings/audit',
    '/settings/blocked',
    '/settings/webhook',
    '/settings/numbers',
    '/settings/media',
    '/settings/maps',
    '/settings/samples',
    '/nothing-here',
    '/conversations/999',
  ]) {
    await page.goto(emptyInlet.url + path);
    await expect(page.getByRole('main')).toBeVisible();
    await expectAccessible(page);
  }
});

test('every list is accessible in both themes', async ({ page, emptyInlet }) => {
  test.setTimeout(180_000);
  const api = await signIn(emptyInlet);
  await enter(page.context(), emptyInlet, api);
  await emptyInlet.deliver('no json');
  await api.ask('POST', '/api/samples');
  await expect.poll(async () => (await api.conversations()).length).toBeGreaterThan(4);
  for (const path of ['/', '/?view=new', '/?view=unread', '/media', '/places', '/orders', '/problems']) {
    await page.goto(emptyInlet.url + path);
    await expect(page.getByRole('main')).toBeVisible();
    await expectAccessible(page);
    if (path !== '/places') continue;
    // The list beside the map leads to the same places: its pins are no stops of Tab.
    await expect(page.locator('.place-pin').first()).toBeVisible();
    await expect(page.locator('.place-pin[tabindex]')).toHaveCount(0);
    for (const map of await page.locator('.leaflet-container').all()) await expect(map).toHaveAccessibleName(/./);
  }
});

test('every conversation is accessible in both themes', async ({ page, emptyInlet }) => {
  test.setTimeout(240_000);
  const api = await signIn(emptyInlet);
  await enter(page.context(), emptyInlet, api);
  await api.ask('POST', '/api/samples');
  for (const [index, { id }] of (await api.conversations()).entries()) {
    await page.goto(`${emptyInlet.url}/conversations/${id}`);
    await expect(page.getByRole('log').locator('[data-message-id]').first()).toBeVisible();
    // What stands round a thread is the same for all of them.
    await expectAccessible(page, index === 0 ? undefined : '[role="log"]');
  }
});

test('dialogs, menus and the search are accessible', async ({ page, emptyInlet }) => {
  test.setTimeout(120_000);
  const api = await signIn(emptyInlet);
  await api.ask('POST', '/api/samples');
  const media = async () =>
    (await api.allMessages()).find(({ kind, erasedAt }) => kind === 'media' && erasedAt === null);
  await expect.poll(media).toBeDefined();
  const message = await media();
  const conversation = (await api.conversations()).find(({ id }) => id === message?.conversationId);
  await enter(page.context(), emptyInlet, api);
  await page.goto(emptyInlet.url);
  const log = await open(page, conversation?.customer.name ?? '');
  const bubble = log.locator(`[data-message-id="${message?.id ?? ''}"]`);
  await bubble.scrollIntoViewIfNeeded();
  await bubble.getByRole('button', { name: 'Delete media' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectAccessible(page, '[role="alertdialog"]');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);

  await bubble.getByRole('button', { name: 'More about this message' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page, '[role="dialog"]');
  await page.keyboard.press('ArrowDown');
  await expectOutlined(page.getByRole('menuitem').and(page.locator(':focus')));
  await page.getByRole('menuitem', { name: 'View source' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, '[role="dialog"]');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectAccessible(page, '[role="dialog"]');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('menuitem').first()).toBeVisible();
  // Its list takes no focus: it follows the field's arrow keys, and scrolls with them.
  await expectAccessible(page, '[role="dialog"]', ['scrollable-region-focusable']);
  await page.keyboard.press('ArrowDown');
  await expectOutlined(page.getByRole('menuitem').and(page.locator('[data-focused]')));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('button', { name: 'Filter and saved views' }).click();
  await expect(page.getByRole('dialog', { name: 'Filter and saved views' })).toBeVisible();
  await expectAccessible(page, '[role="dialog"]');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('searchbox', { name: 'Search messages' }).pressSequentially('ki');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expectOutlined(page.getByRole('option', { selected: true }));
  await page.keyboard.press('Escape');

  await page.getByRole('searchbox', { name: 'Search messages' }).fill('e');
  await expect(
    page
      .getByRole('list', { name: 'Search results' })
      .or(page.getByText('Messages', { exact: true }))
      .first(),
  ).toBeVisible();
  await expectAccessible(page);
});

for (const width of [390, 1024]) {
  test(`a finger hits every control where the window is ${width} wide`, async ({ browser, emptyInlet }) => {
    test.setTimeout(120_000);
    const api = await signIn(emptyInlet);
    await api.ask('POST', '/api/samples');
    await expect.poll(async () => (await api.conversations()).length).toBeGreaterThan(4);
    const context = await browser.newContext({ viewport: { width, height: 800 }, hasTouch: true });
    await enter(context, emptyInlet, api);
    const page = await context.newPage();
    const small: string[] = [];
    const measure = async (what: string) => {
      small.push(...(await page.evaluate(smallControls)).map((control) => `${what} ${control}`));
    };
    for (const path of ['/', '/settings/account', '/settings/people', '/settings/numbers', '/places', '/media']) {
      await page.goto(emptyInlet.url + path);
      await expect(page.getByRole('main')).toBeVisible();
      await measure(path);
    }
    const whatOf = (message: Message) =>
      message.kind === 'media' && message.content !== null ? message.content.mediaType : message.kind;
    const messages = (await api.allMessages()).filter(({ erasedAt }) => erasedAt === null);
    for (const [what, { id, conversationId }] of new Map(messages.map((message) => [whatOf(message), message]))) {
      await page.goto(`${emptyInlet.url}/conversations/${conversationId}?message=${id}`);
      const bubble = page.locator(`[data-message-id="${id}"]`);
      await bubble.scrollIntoViewIfNeeded();
      // What comes later than its message.
      if (what === 'location') await expect(bubble.getByRole('button', { name: 'Zoom in' })).toBeVisible();
      if (what === 'audio') await expect(bubble.getByRole('slider')).toBeAttached();
      await measure(what);
    }
    expect(small).toEqual([]);
    await context.close();
  });
}

/** The controls of a page that are smaller than 44 px either way; where `::after` is hit it counts. Links in a sentence may be. */
function smallControls(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button, input:not([type="range"]), textarea, [role="option"]',
  );
  return [...controls].flatMap((control) => {
    const element = control.closest<HTMLElement>('label') ?? control;
    const box = element.getBoundingClientRect();
    const { content, position, width, height } = getComputedStyle(element, '::after');
    const isHit = content !== 'none' && position === 'absolute';
    const wide = Math.max(box.width, isHit ? parseFloat(width) : 0);
    const high = Math.max(box.height, isHit ? parseFloat(height) : 0);
    const isSeen = element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
    const isInText = element.matches('.sr-only, .theirs a, dd a, p a, .leaflet-control-attribution a');
    if (!isSeen || isInText || (Math.round(wide) >= 44 && Math.round(high) >= 44)) return [];
    const name = element.getAttribute('aria-label') ?? element.textContent;
    return [`${element.tagName} ${name.trim().slice(0, 40)}: ${Math.round(wide)} × ${Math.round(high)}`];
  });
}

/** Where colours are the reader's own, only a line shows which line of a list is meant. */
async function expectOutlined(line: Locator): Promise<void> {
  await line.page().emulateMedia({ forcedColors: 'active' });
  await expect(line).toHaveCSS('outline-style', 'solid');
  await expect(line).toHaveCSS('outline-width', '2px');
  await line.page().emulateMedia({ forcedColors: 'none' });
}

test('a conversation can be found, read and left by keyboard alone', async ({ page, emptyInlet }) => {
  const api = await signIn(emptyInlet);
  await api.ask('POST', '/api/samples');
  await expect.poll(async () => (await api.conversations()).length).toBeGreaterThan(4);
  await enter(page.context(), emptyInlet, api);
  await page.goto(emptyInlet.url);
  await expect(page.getByRole('list', { name: 'Conversations' }).getByRole('link').first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').locator('[data-message-id]').first()).toBeVisible();
  await expect(page).toHaveURL(/\/conversations\/\d+/);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search messages' })).toBeFocused();
});

test(
  'a control without words has its name beside it, for the pointer and for the keyboard',
  { tag: '@pointer' },
  async ({ inbox }) => {
    const hint = inbox.getByRole('tooltip');
    const media = inbox.getByRole('link', { name: 'Media' });
    await media.hover();
    await expect(hint).toHaveText('Media');
    await expect(media).toBeVisible();
    await inbox.keyboard.press('Escape');
    await expect(hint).toHaveCount(0);
    await inbox.getByRole('link', { name: 'Places' }).focus();
    await inbox.keyboard.press('Tab');
    await expect(hint).toHaveText('Orders');
    // A hint belongs to its control, and to no part of the page.
    await expectAccessible(inbox, undefined, ['region']);
  },
);

test('for whoever wants no motion, what grows or moves is there at once', async ({ inbox, inlet }) => {
  const customer = newCustomer('Stella Still');
  await inlet.deliver(mo({ ...customer, text: 'One line.' }));
  const log = await open(inbox, customer.name);
  await expect(log.getByText('One line.', { exact: true })).toBeVisible();
  // The thread is moved by measuring it after each change.
  const height = await log.evaluate((element) => {
    const content = element.appendChild(document.createElement('div'));
    content.style.cssText = 'height: 100px; flex-shrink: 0';
    content.getBoundingClientRect();
    content.style.height = '5000px';
    const measured = content.getBoundingClientRect().height;
    content.remove();
    return measured;
  });
  expect(height).toBe(5000);
});
