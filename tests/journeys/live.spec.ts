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
  await expect(conversationList(other).getByRole('link', { name: first.name })).not.toContainText('unread');
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
  await expect(page.getByText('The connection is lost')).toBeVisible();
  await inlet.deliver(mo({ ...customer, text: 'While you were away' }));
  await inlet.deliver(mo({ ...newCustomer('Nel New'), text: 'A new conversation meanwhile' }));
  line.mend();

  await expect(log.getByText('While you were away')).toBeVisible({ timeout: 20_000 });
  await expect(conversationList(page)).toContainText('A new conversation meanwhile');
  await expect(page.getByText('The connection is lost')).toHaveCount(0);
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
