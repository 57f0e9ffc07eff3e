import { newCustomer } from '../support/customer';
import { enter, expect, test, thread } from '../support/journey';
import { mo } from '../support/mo';

/** Bytes of packed scripts. An empty page of the framework has 134 kB of them. */
const LIMIT = 280_000;

test('the inbox with an open conversation loads at most 280 kB of packed scripts', async ({ browser, inlet, api }) => {
  const customer = newCustomer('Wim Weight');
  await inlet.deliver(mo({ ...customer, text: 'Light, please' }));
  await expect.poll(async () => (await api.conversations(`q=${customer.number.slice(1)}`)).length).toBe(1);
  const [conversation] = await api.conversations(`q=${customer.number.slice(1)}`);
  // Nothing is in its cache yet.
  const context = await browser.newContext();
  await enter(context, inlet, api);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    sizes.push(response.finished().then(async () => (await response.request().sizes()).responseBodySize));
  });
  await page.goto(`${inlet.url}/conversations/${conversation?.id ?? ''}`, { waitUntil: 'load' });
  await expect(thread(page, customer.name).getByText('Light, please')).toBeVisible();
  await expect(page.getByText('First message')).toBeVisible();
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));

  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(sizes.length).toBeGreaterThan(5);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(LIMIT);
  await context.close();
});

test('a part that cannot be loaded leaves the page alone, and can be tried again', async ({ inbox }) => {
  const palette = inbox.getByRole('dialog', { name: 'Commands' });
  const keys = inbox.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const notice = inbox.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(inbox.getByRole('searchbox', { name: 'Search messages' })).toBeVisible();
  await inbox.route(/\/_next\/static\/.*\.js/, (route) => route.abort('internetdisconnected'));
  await inbox.keyboard.press('Control+k');
  await expect(notice).toBeVisible();
  await expect(inbox.getByRole('heading', { name: 'Inbox', exact: true })).toBeVisible();

  // Escape gives up, and the keys are free again.
  await inbox.keyboard.press('Escape');
  await expect(notice).toHaveCount(0);
  await inbox.keyboard.press('?');
  await expect(notice).toBeVisible();

  await inbox.unroute(/\/_next\/static\/.*\.js/);
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(keys).toBeVisible();
  await expect(notice).toHaveCount(0);
  await inbox.keyboard.press('Escape');
  await inbox.keyboard.press('Control+k');
  await expect(palette.getByRole('searchbox')).toBeFocused();
});
