import { conversationList, enter, expect, open, test } from '../support/journey';
import { signIn } from '../support/sign-in';

test('the empty inbox shows the webhook address, sends the samples, and one click removes them', async ({
  page,
  emptyInlet,
}) => {
  const api = await signIn(emptyInlet);
  await enter(page.context(), emptyInlet, api);
  await page.goto(emptyInlet.url);
  const address = page.getByText(emptyInlet.webhookUrl).filter({ visible: true });
  await expect(address).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the webhook address' }).click();
  await expect(address).toBeVisible();
  await page.getByRole('button', { name: 'Send samples' }).click();
  await expect.poll(() => conversationList(page).getByRole('link').count()).toBeGreaterThan(4);

  const kinds = async () => [...new Set((await api.allMessages()).map(({ kind }) => kind))].sort();
  await expect
    .poll(kinds)
    .toEqual([
      'buttonReply',
      'contacts',
      'error',
      'flowReply',
      'listReply',
      'location',
      'media',
      'order',
      'text',
      'unknown',
      'welcomeRequest',
    ]);
  await expect.poll(async () => (await api.allMessages()).some(({ quoted }) => quoted?.state === 'known')).toBe(true);
  await expect.poll(async () => (await api.allMessages()).some(({ erasedAt }) => erasedAt !== null)).toBe(true);
  await expect
    .poll(async () =>
      (await api.allMessages())
        .flatMap((message) => (message.kind === 'media' && message.content ? [message.content.state] : []))
        .filter((state) => state !== 'stored'),
    )
    .toEqual([]);

  const first = conversationList(page).getByRole('link').first();
  await first.click();
  await expect(page.getByRole('log').locator('[data-message-id]').first()).toBeVisible();

  await page.goto(`${emptyInlet.url}/settings/samples`);
  await page.getByRole('button', { name: 'Remove samples' }).click();
  await expect(page.getByText(/conversations removed/)).toBeVisible();
  expect(await api.conversations()).toEqual([]);
});

test('the file of a sample message can be deleted like any other', async ({ page, emptyInlet }) => {
  const api = await signIn(emptyInlet);
  await enter(page.context(), emptyInlet, api);
  await api.ask('POST', '/api/samples');
  const stored = async () =>
    (await api.allMessages()).find(
      ({ kind, content }) => kind === 'media' && content && 'state' in content && content.state === 'stored',
    );
  await expect.poll(stored).toBeDefined();
  const message = await stored();
  const conversation = (await api.conversations()).find(({ id }) => id === message?.conversationId);
  await page.goto(emptyInlet.url);
  const log = await open(page, conversation?.customer.name ?? '');
  const bubble = log.locator(`[data-message-id="${message?.id ?? ''}"]`);
  await bubble.scrollIntoViewIfNeeded();
  await bubble.getByRole('button', { name: 'Delete media' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete permanently' }).click();
  await expect(bubble).toContainText('deleted at CM.com');
});
