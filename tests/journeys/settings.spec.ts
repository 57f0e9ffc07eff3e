import { conversationList, enter, expect, open, test, watch } from '../support/journey';
import { mo } from '../support/mo';
import { newCustomer } from '../support/customer';
import { signIn } from '../support/sign-in';
import { startInlet } from '../support/start-inlet';

test('somebody is invited by a link, chooses a password, and is shut out again', async ({ inbox, inlet, browser }) => {
  await inbox.goto(`${inlet.url}/settings/people`);
  await inbox.getByRole('button', { name: 'Invite someone' }).click();
  const dialog = inbox.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Inge Invited');
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('inge@example.com');
  await dialog.getByRole('radio', { name: /^Viewer/ }).check({ force: true });
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const link = await dialog.locator('code').innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const person = inbox.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: 'Inge Invited' });
  await expect(person).toContainText('Invited');

  const context = await browser.newContext();
  const faults = await watch(context);
  const hers = await context.newPage();
  await hers.goto(link);
  await hers.getByLabel('Password').fill('a password of good length');
  await hers.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(conversationList(hers).or(hers.getByText('No messages yet')).first()).toBeVisible();
  await hers.goto(`${inlet.url}/settings`);
  await expect(hers.getByRole('link', { name: 'Your account' })).toBeVisible();
  await expect(hers.getByRole('link', { name: 'People' })).toHaveCount(0);
  await hers.goto(link);
  await expect(hers.getByText('no longer valid')).toBeVisible();

  await person.getByRole('button', { name: 'More actions for Inge Invited' }).click();
  await inbox.getByRole('menuitem', { name: 'Ban' }).click();
  await inbox.getByRole('alertdialog').getByRole('button', { name: 'Ban' }).click();
  await expect(person).toContainText('Banned');
  await hers.goto(inlet.url);
  await expect(hers).toHaveURL(/\/sign-in/);
  expect(faults).toEqual([]);
  await context.close();

  await inbox.goto(`${inlet.url}/settings/audit`);
  await expect(inbox.getByRole('list', { name: 'Audit log' }).getByRole('listitem').first()).toContainText('account.');
  const head = await inbox
    .getByRole('code')
    .filter({ hasText: /^\d+:[0-9a-f]{16}$/ })
    .innerText();
  const answered: unknown = await inbox.evaluate(async (): Promise<unknown> => (await fetch('/api/audit/head')).json());
  expect(answered).toEqual({ head });
  await expect(inbox.getByRole('button', { name: 'Copy the end of the log' })).toBeVisible();
});

test('a token is shown once, works, and is refused when it is revoked', async ({ inbox, inlet }) => {
  await inbox.goto(`${inlet.url}/settings/tokens`);
  await inbox.getByRole('button', { name: 'Create token' }).first().click();
  const dialog = inbox.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Reporting');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = await dialog.locator('code').innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const ask = () => fetch(`${inlet.url}/api/conversations`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await expect(inbox.getByRole('main')).not.toContainText(token);
  await inbox.getByRole('button', { name: 'Revoke Reporting' }).click();
  await inbox.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(inbox.getByText('No API tokens')).toBeVisible();
  expect((await ask()).status).toBe(401);
});

test('a blocked customer is in no list, until somebody lifts it', async ({ inbox, inlet }) => {
  const customer = newCustomer('Berta Blocked');
  await inlet.deliver(mo({ ...customer, text: 'Buy my watches' }));
  await open(inbox, customer.name);
  await inbox.getByRole('button', { name: 'Block…' }).click();
  await inbox.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click();
  await expect(conversationList(inbox).getByRole('link', { name: customer.name })).toHaveCount(0);
  await inbox.goto(`${inlet.url}/settings/blocked`);
  await inbox.getByRole('button', { name: `Unblock ${customer.name}` }).click();
  await expect(inbox.getByText('No blocked customers')).toBeVisible();
  await inbox.goto(inlet.url);
  await expect(conversationList(inbox).getByRole('link', { name: customer.name })).toBeVisible();
});

test('the webhook gets a new address, and the old one ends when it is retired', async ({ page }) => {
  const inlet = await startInlet({ env: { WEBHOOK_SECRET: '' } });
  await enter(page.context(), inlet, await signIn(inlet));
  await page.goto(`${inlet.url}/settings/webhook`);
  const addressIn = async (index: number) => {
    await page.getByRole('button', { name: 'Show the webhook address' }).nth(index).click();
    const code = page.locator('code').nth(index);
    await expect(code).not.toContainText('…');
    return code.innerText();
  };
  const status = async (address: string) =>
    (await fetch(address, { method: 'POST', body: JSON.stringify(mo()) })).status;
  const old = await addressIn(0);
  await page.getByRole('button', { name: 'Replace address…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Create new address' }).click();
  await expect(page.getByText('Old webhook address, still accepted')).toBeVisible();
  await page.reload();
  const renewed = await addressIn(0);
  expect(renewed).not.toBe(old);
  expect([await status(old), await status(renewed)]).toEqual([200, 200]);
  await page.getByRole('button', { name: 'Retire old address…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Retire old address' }).click();
  await expect(page.getByText('Old webhook address, still accepted')).toHaveCount(0);
  expect([await status(old), await status(renewed)]).toEqual([404, 200]);
  await page.context().close();
  await inlet.remove();
});
