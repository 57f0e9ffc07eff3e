import { newCustomer } from '../support/customer';
import { enter, expect, messages, open, test, thread } from '../support/journey';
import { mediaMo } from '../support/media-mo';
import { signInAs } from '../support/sign-in';
import { png } from '../support/tiny-files';

test('a photo is shown from here and deleted at the server that has it, after a question', async ({
  inbox,
  inlet,
  cdn,
}) => {
  const customer = newCustomer('Fleur Photo');
  const url = cdn.put(1, png);
  await inlet.deliver(mediaMo({ ...customer, url, title: 'storefront.png' }));
  const log = await open(inbox, customer.name);
  const photo = messages(log, 'media');
  await expect(photo.getByRole('img', { name: 'storefront.png' })).toBeVisible();
  expect(await photo.getByRole('img', { name: 'storefront.png' }).getAttribute('src')).toMatch(/^\/api\/media\/\d+/);

  await photo.getByRole('button', { name: 'Delete media' }).click();
  const dialog = inbox.getByRole('alertdialog');
  await expect(dialog).toContainText('storefront.png');
  await expect(dialog).toContainText(new URL(url).host);
  await expect(dialog).toContainText('cannot be undone');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await photo.getByRole('button', { name: 'Delete media' }).click();
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await inbox.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(cdn.has(url)).toBe(true);

  // A colleague looks at it in another window, large.
  const other = await inbox.context().newPage();
  await other.goto(inbox.url());
  const theirs = messages(thread(other, customer.name), 'media');
  await theirs.getByRole('button', { name: 'Open storefront.png' }).click();
  await expect(other.getByRole('dialog').getByRole('img', { name: 'storefront.png' })).toBeVisible();

  await photo.getByRole('button', { name: 'Delete media' }).click();
  await dialog.getByRole('button', { name: 'Delete permanently' }).click();
  await expect(photo).toContainText('deleted at CM.com');
  await expect(other.getByRole('dialog')).toHaveCount(0);
  await expect(theirs).toContainText(/deleted at CM\.com.+ · /);
  await expect(other.getByRole('img', { name: 'storefront.png' })).toHaveCount(0);
  await expect(photo.getByRole('button', { name: 'Delete media' })).toHaveCount(0);
  expect(cdn.requests.filter(({ path, method }) => method === 'DELETE' && url.endsWith(path))).toHaveLength(1);
  expect(cdn.has(url)).toBe(false);
});

test('a deletion that the server refuses claims nothing and can be tried again', async ({ inbox, inlet, cdn }) => {
  const customer = newCustomer('Frits Refused');
  const url = cdn.put(2, png);
  await inlet.deliver(mediaMo({ ...customer, url, title: 'stays.png' }));
  const log = await open(inbox, customer.name);
  const photo = messages(log, 'media');
  await photo.getByRole('button', { name: 'Delete media' }).click();
  const dialog = inbox.getByRole('alertdialog');
  cdn.answerDeletesWith(500);
  await dialog.getByRole('button', { name: 'Delete permanently' }).click();
  await expect(dialog.getByRole('alert')).toContainText('did not confirm');
  expect(cdn.has(url)).toBe(true);
  cdn.answerDeletesWith(204);
  await dialog.getByRole('button', { name: 'Delete permanently' }).click();
  await expect(photo).toContainText('deleted at CM.com');
  expect(cdn.has(url)).toBe(false);
});

test('a file that the server no longer has counts as gone', async ({ inbox, inlet, cdn }) => {
  const customer = newCustomer('Gerda Gone');
  await inlet.deliver(mediaMo({ ...customer, url: cdn.put(0, png), title: 'gone.png' }));
  const photo = messages(await open(inbox, customer.name), 'media');
  await photo.getByRole('button', { name: 'Delete media' }).click();
  cdn.answerDeletesWith(404);
  await inbox.getByRole('alertdialog').getByRole('button', { name: 'Delete permanently' }).click();
  await expect(photo).toContainText('already deleted');
  cdn.answerDeletesWith(204);
});

test('a viewer sees the photo and no way to delete it', async ({ page, inlet, cdn }) => {
  const customer = newCustomer('Vera Viewed');
  await inlet.deliver(mediaMo({ ...customer, url: cdn.put(0, png), title: 'seen.png' }));
  await enter(page.context(), inlet, await signInAs(inlet, 'viewer'));
  await page.goto(inlet.url);
  const photo = messages(await open(page, customer.name), 'media');
  await expect(photo.getByRole('img', { name: 'seen.png' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete media' })).toHaveCount(0);

  // Nor to mark it: neither a button nor a key asks for what would be refused.
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url());
  });
  await expect(page.getByRole('button', { name: /^(Mark as|Done)/ })).toHaveCount(0);
  await page.getByRole('link', { name: customer.name }).focus();
  for (const key of ['m', 'e', '?']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(refused).toEqual([]);
});
