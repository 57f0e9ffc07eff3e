import { enter, expect, expectAccessible, open, test } from '../support/journey';
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
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('button', { name: 'Filter and saved views' }).click();
  await expect(page.getByRole('dialog', { name: 'Filter and saved views' })).toBeVisible();
  await expectAccessible(page, '[role="dialog"]');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('searchbox', { name: 'Search messages' }).fill('e');
  await expect(
    page
      .getByRole('list', { name: 'Search results' })
      .or(page.getByText('Messages', { exact: true }))
      .first(),
  ).toBeVisible();
  await expectAccessible(page);
});

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
