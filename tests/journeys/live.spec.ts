import { scheduler } from 'node:timers/promises';
import { newCustomer } from '../support/customer';
import { conversationList, enter, expect, messages, open, reveal, test, watch } from '../support/journey';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startCuttableLine } from '../support/start-cuttable-line';
import { startInlet } from '../support/start-inlet';

test('a message appears in two browsers without reload, with list order and unread count', async ({
  inbox,
  inlet,
  api,
  browser,
}) => {
  const [first, second] = [newCustomer('Flip First'), newCustomer('Sien Second')];
  await inlet.deliver(mo({ ...first, text: 'I was here first' }));
  await inlet.deliver(mo({ ...second, text: 'I came second' }));
  const context = await browser.newContext();
  const faults = await watch(context);
  await enter(context, inlet, api);
  const other = await context.newPage();
  await other.goto(inlet.url);
  for (const page of [inbox, other]) {
    await expect(conversationList(page).getByRole('link').first()).toContainText(second.name);
  }

  await inlet.deliver(mo({ ...first, text: 'And here again' }));
  for (const page of [inbox, other]) {
    const top = conversationList(page).getByRole('link').first();
    await expect(top).toContainText(first.name);
    await expect(top).toContainText('And here again');
    await expect(top).toContainText('2 unread messages');
  }

  const log = await open(inbox, first.name);
  await expect(messages(log, 'text')).toHaveCount(2);
  await inlet.deliver(mo({ ...first, text: 'Live in the thread' }));
  await expect(messages(log, 'text')).toHaveCount(3);
  await expect(log.getByText('Live in the thread')).toBeInViewport();
  // The same person reads in one browser: the other one's count goes with it.
  const there = conversationList(other).getByRole('link', { name: first.name });
  await expect(there).not.toContainText('unread');

  // Unread again from a message on, also for the other browser, and for who opens the thread again.
  const again = log.getByRole('article', { name: /^And here again/ });
  await again.getByRole('button', { name: 'More about this message' }).click();
  await inbox.getByRole('menuitem', { name: 'Mark as unread from here' }).click();
  await expect(inbox.getByText('Marked as unread from here')).toBeVisible();
  await expect(there).toContainText('2 unread messages');
  await open(inbox, second.name);
  await open(inbox, first.name);
  const lines = log.locator('[data-message-id], [role="separator"]');
  await expect(log.getByRole('separator', { name: 'Unread' })).toBeVisible();
  await expect(lines.filter({ hasText: /^Unread$|And here again|I was here first/ })).toHaveText([
    /I was here first/,
    'Unread',
    /And here again/,
  ]);
  await expect(there).not.toContainText('unread');
  expect(faults).toEqual([]);
  await context.close();
});

test('after a lost connection nothing is missing', async ({ page }) => {
  const line = await startCuttableLine();
  const inlet = await startInlet({ env: { PUBLIC_URL: line.url } });
  line.leadTo(inlet.port);
  const customer = newCustomer('Otto Offline');
  await inlet.deliver(mo({ ...customer, text: 'Before' }));
  await enter(page.context(), inlet, await signIn(inlet));
  await page.goto(line.url);
  const log = await open(page, customer.name);
  await expect(log.getByText('Before')).toBeVisible();

  line.cut();
  await expect(page.getByText('You are offline')).toBeVisible();
  await inlet.deliver(mo({ ...customer, text: 'While you were away' }));
  await inlet.deliver(mo({ ...newCustomer('Nel New'), text: 'A new conversation meanwhile' }));
  line.mend();

  await expect(log.getByText('While you were away')).toBeVisible({ timeout: 20_000 });
  await expect(conversationList(page)).toContainText('A new conversation meanwhile');
  await expect(page.getByText('You are offline')).toHaveCount(0);
  await line.stop();
  await inlet.remove();
});

test('reading position stays when something arrives', async ({ inbox, inlet }) => {
  const customer = newCustomer('Rosa Reader');
  const told = Array.from({ length: 59 }, (_, index) =>
    mo({ ...customer, text: `Line ${index}.`, timeUtc: `2024-05-06T10:${String(index).padStart(2, '0')}:00` }),
  );
  await inlet.deliver(told);
  const log = await open(inbox, customer.name);
  const middle = messages(log, 'text').filter({ hasText: 'Line 20.' });
  await reveal(log, middle);
  const place = async () => Math.round((await middle.boundingBox())?.y ?? NaN);
  let before = await place();
  await expect
    .poll(async () => {
      const moved = (await place()) - before;
      before += moved;
      return moved;
    })
    .toBe(0);
  await inlet.deliver(mo({ ...customer, text: 'Something new', timeUtc: '2024-05-06T12:00:00' }));
  await expect(conversationList(inbox).getByRole('link', { name: customer.name })).toContainText('Something new');
  await expect(inbox.getByRole('button', { name: /new message/ })).toBeVisible();
  expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1);
  await expect(messages(log, 'text').filter({ hasText: 'Something new' })).not.toBeInViewport();
});

test('a page of the list that does not come is asked for again by a person only', async ({ inbox, inlet }) => {
  const customer = newCustomer('Nico Next');
  let asked = 0;
  let answers = 0;
  await inbox.route('**/api/conversations?*', async (route) => {
    if (new URL(route.request().url()).searchParams.has('cursor')) {
      asked += 1;
      await route.fulfill({ status: 400, json: { title: 'No', status: 400, code: 'invalid_request' } });
      return;
    }
    const response = await route.fetch();
    answers += 1;
    // A list whose first page has changed goes on from another place.
    const body = (await response.text()).replace('"nextCursor":null', `"nextCursor":"next ${answers}"`);
    await route.fulfill({ response, body });
  });
  await inlet.deliver(mo({ ...customer, text: 'On top' }));
  const again = inbox.getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  // A change that comes meanwhile may have ended the first asking.
  const askedAlone = asked;
  // Nor does it ask when something comes in.
  const newer = newCustomer('Nora Newer');
  await inlet.deliver(mo({ ...newer, text: 'Further on top' }));
  await expect(conversationList(inbox).getByRole('link', { name: newer.name })).toBeVisible();
  for (const key of ['j', 'j', 'k']) await inbox.keyboard.press(key);
  await expect(conversationList(inbox).getByRole('link').and(inbox.locator(':focus'))).toHaveCount(1);
  expect(asked).toBe(askedAlone);
  await again.click();
  await expect.poll(() => asked).toBe(askedAlone + 1);
  await expect(again).toBeVisible();
  await inbox.unrouteAll({ behavior: 'wait' });
});

test('a busy hour shows while it lasts, also over a slow line', async ({ inbox, inlet }) => {
  const customer = newCustomer('Bram Busy');
  await inbox.route('**/api/conversations?*', async (route) => {
    await scheduler.wait(300);
    await route.continue();
  });
  const hour = { isSeen: false, delivered: 0 };
  const running = (async () => {
    for (; hour.delivered < 1000 && !hour.isSeen; hour.delivered += 1) {
      await inlet.deliver(mo({ ...customer, text: `No. ${hour.delivered}` }));
    }
  })();
  await expect(conversationList(inbox).getByRole('link', { name: customer.name })).toContainText('unread');
  hour.isSeen = true;
  await running;
  expect(hour.delivered).toBeLessThan(1000);
  await inbox.unrouteAll({ behavior: 'wait' });
});
