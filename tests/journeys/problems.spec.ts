import { enter, expect, expectAccessible, test } from '../support/journey';
import { mo } from '../support/mo';
import { signIn, signInAs } from '../support/sign-in';

test('problems say why, show their bytes, and are all tried again after a question', async ({ page, emptyInlet }) => {
  test.setTimeout(90_000);
  const api = await signIn(emptyInlet);
  await enter(page.context(), emptyInlet, api);
  await emptyInlet.deliver(
    '{"text": "turned \u202Eround", "mediaUri": "https://cdn-1.messaging.cm.com/fileproxy/files/key"',
  );
  await emptyInlet.deliver({ event: { type: 'delivered' } });
  await emptyInlet.deliver({ event: { type: 'delivered' } });
  const bytes = await fetch(emptyInlet.webhookUrl, { method: 'POST', body: Uint8Array.from([0x22, 0xe9, 0x00, 0x22]) });
  expect(bytes.status).toBe(200);
  await page.goto(`${emptyInlet.url}/problems`);
  const rows = page.getByRole('list', { name: 'Problems' }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(page.getByRole('link', { name: 'Problems, 3' })).toBeVisible();
  await expect(rows.filter({ hasText: 'An event, not a message' })).toContainText('sent again once');

  for (const [reason, shown] of [
    ['Not JSON', '"turned U+202Eround", "mediaUri": "https://cdn-1.messaging.cm.com/fileproxy/files/…'],
    ['Not text', String.raw`"\xE9\x00"`],
  ] as const) {
    await rows.filter({ hasText: reason }).getByRole('button', { name: 'View source' }).click();
    await expect(page.getByRole('dialog')).toContainText(shown);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'More, 3 problems' }).click();
  await expect(page.getByRole('menuitem', { name: 'Problems, 3' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole('button', { name: 'Try all again' }).click();
  const question = page.getByRole('alertdialog', { name: 'Try all problems again?' });
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(rows.first()).toContainText('tried once');
  await page.getByRole('button', { name: 'Try all again' }).click();
  await question.getByRole('button', { name: 'Try all again' }).click();
  await expect(page.getByRole('status').filter({ hasText: '3 deliveries still could not be read' })).toBeVisible();
  for (const row of await rows.all()) await expect(row).toContainText('tried 2 times');
});

test('names that nobody knew are listed with their times', async ({ page, emptyInlet }) => {
  await enter(page.context(), emptyInlet, await signIn(emptyInlet));
  await page.goto(`${emptyInlet.url}/problems`);
  await expect(page.getByText('None. Inlet knows every field')).toBeVisible();
  await emptyInlet.deliver(mo({ custom: { message_type: 'Reaction', reaction: { emoji: '👍' } } }));
  await page.reload();
  const names = page.getByRole('list', { name: 'Unknown fields and types' });
  await expect(names.getByRole('listitem').filter({ hasText: 'message.custom.reaction' })).toContainText('1 delivery');
  await expect(names.getByRole('listitem').filter({ hasText: 'Message type' })).toContainText('reaction');
  await expectAccessible(page);
});

test('more problems that do not come are asked for again by a person only', async ({ page, emptyInlet }) => {
  await enter(page.context(), emptyInlet, await signIn(emptyInlet));
  await emptyInlet.deliver({ event: { type: 'delivered' } });
  let asked = 0;
  await page.route('**/api/problems?*', async (route) => {
    if (new URL(route.request().url()).searchParams.has('cursor')) {
      asked += 1;
      await route.fulfill({ status: 400, json: { title: 'No', status: 400, code: 'invalid_request' } });
      return;
    }
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: (await response.text()).replace('"nextCursor":null', '"nextCursor":"next"'),
    });
  });
  await page.goto(`${emptyInlet.url}/problems`);
  const again = page.getByText('The server did not answer as it should').getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  // A change that comes meanwhile may have ended the first asking.
  const askedAlone = asked;
  await expectAccessible(page);
  expect(asked).toBe(askedAlone);
  await again.click();
  await expect.poll(() => asked).toBe(askedAlone + 1);
  await expect(again).toBeVisible();
  await expect(page.getByRole('list', { name: 'Problems' }).getByRole('listitem')).toHaveCount(1);
  await page.unrouteAll({ behavior: 'wait' });
});

test('everybody is warned when no message carries the message context field, until it is hidden or mended', async ({
  page,
  emptyInlet,
}) => {
  const without = () => Object.fromEntries(Object.entries(mo()).filter(([name]) => name !== 'messageContext'));
  await emptyInlet.deliver(Array.from({ length: 100 }, without));
  const viewer = await signInAs(emptyInlet, 'viewer');
  await expect.poll(async () => (await viewer.ask('GET', '/api/warnings')).text()).toContain('no_message_context');
  const ready = await fetch(`${emptyInlet.url}/api/health/ready`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'ready' });
  await enter(page.context(), emptyInlet, viewer);
  await page.goto(emptyInlet.url);
  const warning = page.getByRole('status').filter({ hasText: 'message context field' });
  await expect(warning).toContainText('Ask CM.com’s support');
  await expectAccessible(page);
  await warning.getByRole('button', { name: 'Hide' }).click();
  await expect(page.getByText('message context field')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('list', { name: 'Conversations' })).toBeVisible();
  await expect(page.getByText('message context field')).toHaveCount(0);

  await emptyInlet.deliver(mo());
  await expect.poll(async () => (await viewer.ask('GET', '/api/warnings')).text()).toBe('{"items":[]}');
});
