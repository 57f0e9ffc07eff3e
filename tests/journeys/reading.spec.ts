import { scheduler } from 'node:timers/promises';
import { newCustomer, type Customer } from '../support/customer';
import { conversationList, enter, expect, messages, open, test } from '../support/journey';
import { mo } from '../support/mo';
import type { Api } from '../support/sign-in';
import type { Inlet } from '../support/start-inlet';
import type { Conversation } from '@/lib/messages/conversation';

/** The conversation of a customer, once it is there. */
async function theConversationOf(api: Api, customer: { number: string }): Promise<Conversation> {
  const found = () => api.conversations(`q=${customer.number.slice(1)}`);
  await expect.poll(async () => (await found()).length).toBe(1);
  const [conversation] = await found();
  if (conversation === undefined) throw new Error('The conversation has gone again.');
  return conversation;
}

/** A minute of its own for each message, from the first of May. */
function at(minute: number): string {
  return new Date(Date.UTC(2024, 4, 1) + minute * 60_000).toISOString().slice(0, 19);
}

/** Six hundred lines of a customer; the last of them quotes line 3. */
async function deliverLines(inlet: Inlet, customer: Customer): Promise<void> {
  for (let from = 0; from < 600; from += 200) {
    await inlet.deliver(
      Array.from({ length: 200 }, (_, index) =>
        mo({
          ...customer,
          text: `Line ${from + index}.`,
          timeUtc: at(from + index),
          reference: `${customer.number} ${from + index}`,
          messageContext: from + index === 599 ? `${customer.number} 3` : '',
        }),
      ),
    );
  }
}

test('a thread is read before its page has come to life', async ({ page, inlet, api }) => {
  const customer = newCustomer('Ebba Early');
  await inlet.deliver(
    Array.from({ length: 60 }, (_, minute) => mo({ ...customer, text: `Word ${minute}.`, timeUtc: at(minute) })),
  );
  await enter(page.context(), inlet, api);
  // What a slow line has not brought yet.
  await page.route('**/_next/static/**/*.js', (route) => route.abort());
  const conversation = await theConversationOf(api, customer);
  await page.goto(`${inlet.url}/conversations/${conversation.id}`);

  // All of it is unread, and more than a view holds.
  await expect(page.getByText('Word 0.', { exact: true })).toBeInViewport();

  const newest = (await api.messages(conversation.id)).at(-1);
  await api.ask('POST', `/api/conversations/${conversation.id}/read`, { messageId: newest?.id });
  await page.reload();
  await expect(page.getByText('Word 59.', { exact: true }).last()).toBeInViewport();
});

test(
  'a long thread opens anywhere, stays where one reads, and holds few messages',
  { tag: '@pointer' },
  async ({ inbox, inlet, api }) => {
    const customer = newCustomer('Lotte Long');
    await deliverLines(inlet, customer);
    const log = await open(inbox, customer.name);
    // The first unread message is the very first one.
    await expect(log.getByText('Line 0.', { exact: true })).toBeInViewport();
    await expect(log.getByRole('separator', { name: 'Unread' })).toBeVisible();
    await inbox.getByRole('button', { name: /new messages/ }).click();
    await expect(log.getByText('Line 599.', { exact: true })).toBeInViewport();
    // Which leaves nothing unread.
    await expect(conversationList(inbox).getByRole('link', { name: customer.name })).not.toContainText('unread');

    await log.getByRole('button', { name: /Line 3\./ }).click();
    // Not the quote of it.
    const original = log.getByRole('article', { name: /^Line 3\./ });
    await expect(original).toBeInViewport();
    await expect(inbox).toHaveURL(/message=\d+/);
    const address = inbox.url();
    await inbox.getByRole('button', { name: 'Back to where you were' }).click();
    await expect(log.getByText('Line 599.', { exact: true })).toBeInViewport();

    // Scrolling up loads older pages above: what is in view moves by the wheel and by nothing else.
    await log.hover();
    const places = () =>
      log.locator('[data-message-id]').evaluateAll((all) =>
        all.map((each) => ({
          id: each.getAttribute('data-message-id'),
          y: Math.round(each.getBoundingClientRect().y),
        })),
      );
    /** The same once nothing moves any more. */
    const placesAtRest = async () => {
      let last = await places();
      await expect(async () => {
        const before = last;
        last = await places();
        expect(last).toEqual(before);
      }).toPass({ intervals: [50] });
      return last;
    };
    let alive = 0;
    for (let step = 0; step < 12; step += 1) {
      const before = await placesAtRest();
      await inbox.mouse.wheel(0, -300);
      await expect
        .poll(async () => {
          const after = await places();
          alive = Math.max(alive, after.length);
          return before.flatMap(({ id, y }) => after.filter((now) => now.id === id).map((now) => now.y - y - 300));
        })
        .toContain(0);
    }
    expect(alive).toBeLessThanOrEqual(300);

    // Coming back leads to where one was.
    const { y: top = 0, height = 0 } = (await log.boundingBox()) ?? {};
    const read = (await placesAtRest()).find(({ y }) => y > top + height / 3);
    const inTheMiddle = log.locator(`[data-message-id="${read?.id}"]`);
    await expect(inTheMiddle).toBeInViewport();
    const other = newCustomer('Otto Other');
    await inlet.deliver(mo({ ...other, text: 'Something else' }));
    await open(inbox, other.name);
    await open(inbox, customer.name);
    await expect(inTheMiddle).toBeInViewport();
    await expect(log.getByText('Line 599.', { exact: true })).not.toBeInViewport();

    // A result leads there each time that it is pressed, and to what else is found in the open conversation.
    const search = inbox.getByRole('searchbox', { name: 'Search messages' });
    const results = inbox.getByRole('list', { name: 'Search results' });
    await search.fill(`from:"${customer.name}" 421`);
    const result = results.getByRole('link', { name: /Line 421\./ });
    const found = log.getByRole('article', { name: /^Line 421\./ });
    await result.click();
    await expect(found).toBeInViewport();
    // Nothing fades for whoever wants no motion.
    await expect(found).toHaveCSS('outline-style', 'dashed');
    await inbox.getByRole('button', { name: 'Go to newest message' }).click();
    await expect(log.getByRole('article', { name: /^Line 599\./ })).toBeFocused();
    await result.click();
    await expect(found).toBeInViewport();
    await search.fill(`from:"${customer.name}" "Line 59"`);
    await results.getByRole('link', { name: '8 more here' }).click();
    const find = inbox.getByRole('search', { name: 'Find in this conversation' });
    await expect(find.getByRole('status')).toHaveText('1 of 11');
    await expect(log.getByText('Line 599.', { exact: true })).toBeInViewport();
    await find.getByRole('button', { name: 'Close' }).click();
    // Each way back leads to where one was before.
    const wayBack = inbox.getByRole('button', { name: 'Back to where you were' });
    await wayBack.click();
    await expect(found).toBeInViewport();
    await wayBack.click();
    await expect(log.getByText('Line 599.', { exact: true })).toBeInViewport();
    await expect(wayBack).toHaveCount(0);

    await inbox.goto(address.replace(/message=\d+/, 'message=987654321'));
    await inbox.getByRole('button', { name: 'This message was removed' }).click();
    await expect(log.getByText('Line 599.', { exact: true })).toBeInViewport();

    // What was found stays when no more can be loaded.
    const further = /\/api\/search\?.*cursor=/;
    await inbox.route(further, (route) => route.fulfill({ status: 400, json: {} }));
    await search.fill(`from:${customer.number} line`);
    const links = results.getByRole('link');
    await expect(links).toHaveText([/Line 599/, /Line 598/, /Line 597/, '47 more here']);
    await inbox.unroute(further);
    await inbox.getByRole('button', { name: 'Try again' }).click();
    await expect(links.last()).toHaveText('597 more here');

    // A window of 1280 pixels, four times as large.
    await inbox.setViewportSize({ width: 320, height: 256 });
    await expect.poll(async () => (await log.boundingBox())?.height).toBeGreaterThan(128);
    expect((await api.conversations()).some((conversation) => conversation.customer.name === customer.name)).toBe(true);
  },
);

test("the browser's own ways lead to where one was, and not again to where an address once led", async ({
  inbox,
  inlet,
}) => {
  const [customer, other] = [newCustomer('Bea Back'), newCustomer('Finn Forward')];
  await deliverLines(inlet, customer);
  await inlet.deliver(mo({ ...other, text: 'Something else' }));
  const log = await open(inbox, customer.name);
  const original = log.getByRole('article', { name: /^Line 3\./ });
  const newest = log.getByRole('article', { name: /^Line 599\./ });
  await inbox.getByRole('button', { name: /new messages/ }).click();
  await expect(conversationList(inbox).getByRole('link', { name: customer.name })).not.toContainText('unread');
  await log.getByRole('button', { name: /Line 3\./ }).click();
  await expect(original).toBeInViewport();
  await expect(inbox).toHaveURL(/message=\d+/);
  await inbox.reload();
  await expect(original).toBeInViewport();
  await inbox.getByRole('button', { name: 'Go to newest message' }).click();
  await expect(newest).toBeInViewport();
  await open(inbox, other.name);
  for (let trip = 0; trip < 2; trip += 1) {
    await inbox.goBack();
    await expect(newest).toBeInViewport();
    await expect(original).toHaveCount(0);
    await inbox.goForward();
    await expect(inbox.getByRole('log', { name: other.name })).toBeVisible();
  }
});

test('whoever types and at once opens a conversation gets there, and the search goes on beside it', async ({
  inbox,
  inlet,
  api,
}) => {
  const customer = newCustomer('Quinn Quick');
  await inlet.deliver(mo({ ...customer, text: 'Opened at once' }));
  const conversation = await theConversationOf(api, customer);
  // The page of a conversation takes its time.
  await inbox.route(/\/conversations\/\d+\?.*_rsc/, async (route) => {
    await scheduler.wait(600);
    await route.continue();
  });
  const row = conversationList(inbox).getByRole('link', { name: customer.name });
  await expect(row).toBeVisible();
  const search = inbox.getByRole('searchbox', { name: 'Search messages' });
  await search.fill(customer.name);
  await row.click();
  await expect(inbox.getByRole('log', { name: customer.name })).toBeVisible();
  await expect(inbox).toHaveURL((url) => {
    return url.pathname === `/conversations/${conversation.id}` && url.searchParams.get('q') === customer.name;
  });
  await expect(search).toHaveValue(customer.name);
  await inbox.unrouteAll({ behavior: 'wait' });
});

test('Enter in the palette takes what is shown first, however late it comes', async ({ inbox, inlet }) => {
  const customer = newCustomer('Paula Palette');
  await inlet.deliver(mo({ ...customer, text: 'Here I am' }));
  await expect(conversationList(inbox).getByRole('link', { name: customer.name })).toBeVisible();
  const palette = inbox.getByRole('dialog', { name: 'Commands' });
  // The answers to what is typed come when they are let go.
  let letGo: () => void = () => undefined;
  await inbox.route(/\/api\/conversations\?.*q=/, async (route) => {
    await held;
    await route.continue();
  });
  let held = Promise.resolve();
  const type = async () => {
    held = new Promise((resolve) => {
      letGo = resolve;
    });
    await inbox.keyboard.press('Control+k');
    await expect(palette.getByRole('searchbox')).toBeFocused();
    // By the number, which no name in the list at hand holds.
    await inbox.keyboard.type(customer.number);
  };

  await type();
  await expect(palette.getByText('Searching…')).toBeVisible();
  letGo();
  await expect(palette.getByRole('menuitem', { name: customer.name, exact: true })).toBeVisible();
  await inbox.keyboard.press('Enter');
  await expect(inbox.getByRole('log', { name: customer.name })).toBeVisible();

  await inbox.goto(inlet.url);
  await type();
  await inbox.keyboard.press('Enter');
  letGo();
  await expect(inbox.getByRole('log', { name: customer.name })).toBeVisible();
});

test('a day of work needs no pointer', async ({ inbox, inlet, api }) => {
  const customer = newCustomer('Kim Keyboard');
  await inlet.deliver(mo({ ...customer, text: 'The question', reference: `k${customer.number}`, timeUtc: at(0) }));
  await inlet.deliver(mo({ ...customer, text: 'Something between', timeUtc: at(1) }));
  await inlet.deliver(mo({ ...customer, text: 'The answer', messageContext: `k${customer.number}`, timeUtc: at(2) }));
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => inbox.keyboard.press(key)), Promise.resolve());
  const row = conversationList(inbox).getByRole('link', { name: customer.name });
  await expect(row).toContainText('The answer');

  // From the palette to the conversation.
  await press('Control+k');
  await expect(inbox.getByRole('dialog', { name: 'Commands' }).getByRole('searchbox')).toBeFocused();
  await inbox.keyboard.type(customer.name);
  await expect(inbox.getByRole('menuitem', { name: customer.name, exact: true })).toBeVisible();
  await press('Enter');
  const log = inbox.getByRole('log', { name: customer.name });
  await expect(messages(log, 'text')).toHaveCount(3);

  // One stop for the thread; each message is heard in one breath.
  await press('l');
  const focused = log.locator('[data-message-id]:focus');
  await expect(focused).toHaveAccessibleName(/^The answer, Kim Keyboard.*, reply to “The question”, 02:02$/);
  await press('ArrowUp');
  await expect(focused).toHaveAccessibleName(/^Something between, Kim Keyboard/);
  await press('Home');
  await expect(focused).toHaveAccessibleName(/^The question/);
  await press('End', 'r');
  await expect(inbox.getByRole('button', { name: 'Back to where you were' })).toBeVisible();
  await expect(focused).toHaveAccessibleName(/^The question/);
  await press('b');
  await expect(inbox.getByRole('button', { name: 'Back to where you were' })).toHaveCount(0);
  await expect(focused).toHaveAccessibleName(/^The answer/);
  await press('s');
  await expect(inbox.getByRole('dialog', { name: 'Source' })).toBeVisible();
  await press('Escape');
  await expect(inbox.getByRole('dialog')).toHaveCount(0);

  // Inside one conversation: n of m.
  await press('f');
  const find = inbox.getByRole('search', { name: 'Find in this conversation' });
  await expect(find.getByRole('searchbox')).toBeFocused();
  await inbox.keyboard.type('the');
  await expect(find.getByRole('status')).toHaveText('1 of 2');
  await press('Enter');
  await expect(find.getByRole('status')).toHaveText('2 of 2');
  // What arrives is found too, and leaves one where one is.
  await inlet.deliver(mo({ ...customer, text: 'The afterthought', timeUtc: at(3) }));
  await expect(find.getByRole('status')).toHaveText('3 of 3');
  await expect(log.getByRole('article', { name: /^The question/ })).toHaveCSS('outline-style', 'dashed');
  const marked = () => inbox.evaluate(() => [...(CSS.highlights.get('found')?.values() ?? [])].map(String));
  await expect.poll(marked).toEqual(['The', 'The', 'The', 'The']);
  await expect(inbox).toHaveURL(/find=the/);
  await press('Escape');
  await expect(find).toHaveCount(0);

  // Done, and back with the next message.
  const unread = async () => (await api.conversations('view=unread')).map((conversation) => conversation.customer.name);
  await inbox
    .locator('body')
    .evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  // What has just arrived is read by being seen; only then the key marks unread.
  await expect(inbox.getByRole('button', { name: 'Mark as unread' })).toBeVisible();
  await press('m');
  await expect.poll(unread).toContain(customer.name);
  await press('e');
  await expect(row).toHaveCount(0);
  // Isolated, so that a name that runs the other way leaves the sentence alone.
  await expect(inbox.getByText(`Marked \u2068${customer.name}\u2069 as done`)).toBeVisible();
  await inlet.deliver(mo({ ...customer, text: 'One more thing', timeUtc: at(4) }));
  await expect(row).toContainText('One more thing');

  // The focus goes on from a row that is put away, and stays at one that could not be; the way back has its key too.
  const other = newCustomer('Olga Other');
  await inlet.deliver(mo({ ...other, text: 'Put me away' }));
  const rowOfOther = conversationList(inbox).getByRole('link', { name: other.name });
  await expect(conversationList(inbox).getByRole('link').first()).toContainText(other.name);
  await rowOfOther.focus();
  await inbox.route('**/done', (route) => route.abort());
  await press('e');
  await expect(inbox.getByText('Something went wrong')).toBeVisible();
  await expect(rowOfOther).toBeFocused();
  await inbox.unroute('**/done');
  await inbox.evaluate(() => localStorage.setItem('inlet-single-keys', 'off'));
  await press('e');
  await inbox.evaluate(() => localStorage.removeItem('inlet-single-keys'));
  await expect(rowOfOther).toBeFocused();
  await press('e');
  await expect(rowOfOther).toHaveCount(0);
  await expect(row).toBeFocused();
  await expect(inbox.getByText(`Marked \u2068${other.name}\u2069 as done`)).toBeVisible();
  await press('z');
  await expect(rowOfOther).toBeVisible();
  await expect(inbox.getByText(`Moved \u2068${other.name}\u2069 to the inbox`)).toBeVisible();

  // From a message on.
  await press('l');
  await expect(focused).toHaveCount(1);
  await press('Home');
  await expect(focused).toHaveAccessibleName(/^The question/);
  await press('Shift+M');
  await expect(inbox.getByText('Marked as unread from here')).toBeVisible();
  await expect(row).toContainText('5 unread messages');

  // Searching, with suggestions, and a view that is kept.
  await press('/');
  await inbox.keyboard.type(`from:"${customer.name}" between`);
  await expect(inbox.getByRole('list', { name: 'Search results' }).getByRole('link')).toHaveText([/Something between/]);
  await expect(inbox).toHaveURL(/q=from/);
  const box = inbox.getByRole('searchbox', { name: 'Search messages' });
  // While a letter is composed the keys are not ours.
  await box.dispatchEvent('keydown', { key: 'Escape', isComposing: true });
  await expect(box).toHaveValue(/between/);
  const result = inbox.getByRole('list', { name: 'Search results' }).getByRole('link');
  await press('ArrowDown');
  await expect(result).toBeFocused();

  // Narrowed by a day, which is typed, while one searches.
  await inbox.getByRole('button', { name: 'Filter and saved views' }).press('Enter');
  const filter = inbox.getByRole('dialog', { name: 'Filter and saved views' });
  await filter.getByLabel('After').pressSequentially('05022024');
  await expect(inbox).toHaveURL(/\/conversations\/\d+\?q=from.*&after=2024-05-02$/);
  await press('Escape');
  await expect(filter).toHaveCount(0);
  await expect(inbox.getByText('No results', { exact: true }).last()).toBeVisible();
  await inbox.getByRole('link', { name: /^Remove filter: after 2024-05-02/ }).press('Enter');
  await expect(result).toHaveText([/Something between/]);
  await inbox
    .locator('body')
    .evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await press('j');
  await expect(result).toBeFocused();

  const view = `What ${customer.name} says`;
  await inbox.getByRole('button', { name: 'Filter and saved views' }).click();
  const sheet = inbox.getByRole('dialog', { name: 'Filter and saved views' });
  await sheet.getByRole('textbox', { name: 'Save this view as' }).fill('Kept');
  await sheet.getByRole('button', { name: 'Save', exact: true }).click();
  await sheet.getByRole('button', { name: 'Rename Kept' }).click();
  await inbox.getByRole('dialog', { name: 'Rename view' }).getByRole('textbox', { name: 'Name' }).fill(view);
  await press('Enter');
  await expect(sheet.getByRole('link', { name: view })).toBeVisible();
  await expect(sheet.getByRole('button', { name: `Rename ${view}` })).toBeFocused();
  await press('Escape');
  await expect(inbox.getByRole('dialog')).toHaveCount(0);
  await inbox.goto(inlet.url);
  await press('Control+k');
  await expect(inbox.getByRole('dialog', { name: 'Commands' }).getByRole('searchbox')).toBeFocused();
  await inbox.keyboard.type(view);
  await expect(inbox.getByRole('menuitem', { name: view, exact: true })).toBeVisible();
  await press('Enter');
  await expect(inbox).toHaveURL(/q=from/);
});
