import { expect, test } from '../support/journey';
import { mo } from '../support/mo';
import { newCustomer } from '../support/customer';
import { ADMIN } from '../support/start-inlet';

for (const host of ['localhost', '127.0.0.1']) {
  test(`somebody signs in at ${host}, reads, changes something and signs out`, async ({ page, inlet }) => {
    const customer = newCustomer('Henk Host');
    await inlet.deliver(mo({ ...customer, text: 'Hello there', custom: { message_type: 'request_welcome' } }));
    const url = `http://${host}:${inlet.port}`;
    await page.goto(`${url}/settings`);
    await expect(page).toHaveURL(/\/sign-in/);
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(ADMIN.email);
    await page.getByLabel('Password').fill('wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Wrong e-mail address or password' })).toBeVisible();
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).not.toHaveURL(/\/sign-in/);

    await page.goto(url);
    expect(new URL(page.url()).pathname).toBe('/');
    await page.getByRole('link', { name: customer.name }).click();
    await page.getByRole('button', { name: 'Mark as handled' }).click();
    await expect(page.getByRole('button', { name: 'Mark as handled' })).toHaveCount(0);

    await page.getByRole('button', { name: 'Your account' }).first().click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    expect((await page.request.get(`${url}/api/conversations`)).status()).toBe(401);
    await page.goto(`${url}/conversations/1`);
    await expect(page).toHaveURL(/\/sign-in/);
  });
}

test('the one-time link makes the first administrator, who is then signed in', async ({ page, emptyInlet }) => {
  await page.goto(`${emptyInlet.url}/first-administrator#not-a-token-that-was-printed`);
  await page.getByRole('textbox', { name: 'Name' }).fill('Somebody');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('somebody@example.com');
  await page.getByLabel('Password').fill('a long enough password');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'works only once' })).toBeVisible();
});
