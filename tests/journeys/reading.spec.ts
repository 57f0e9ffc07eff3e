import { newCustomer } from '../support/customer';
import { conversationList, expect, messages, open, test } from '../support/journey';
import { mo } from '../support/mo';

/** A minute of its own for each message, from the first of May. */
function at(minute: number): string {
  return new Date(Date.UTC(2024, 4, 1) + minute * 60_000).toISOString().slice(0, 19);
}

test(
  'a long thread opens anywhere, stays where one reads, and holds few messages',
  { tag: '@pointer' },
  async ({ inbox, inlet, api }) => {
    const customer = newCustomer('Lotte Long');
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
    await inbox.getByRole('button', { name: 'Back to where I was' }).click();
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

    await inbox.goto(address);
    await expect(original).toBeInViewport();
    expect((await api.conversations()).some((conversation) => conversation.customer.name === customer.name)).toBe(true);
  },
);

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
  await expect(palette.getByText('Looking…')).toBeVisible();
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
  await expect(focused).toHaveAccessibleName(/^The answer, Kim Keyboard.*, in reply to “The question”, 02:02$/);
  await press('ArrowUp');
  await expect(focused).toHaveAccessibleName(/^Something between, Kim Keyboard/);
  await press('Home');
  await expect(focused).toHaveAccessibleName(/^The question/);
  await press('End', 'r');
  await expect(inbox.getByRole('button', { name: 'Back to where I was' })).toBeVisible();
  await press('b');
  await expect(inbox.getByRole('button', { name: 'Back to where I was' })).toHaveCount(0);
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
  const marked = () => inbox.evaluate(() => [...(CSS.highlights.get('found')?.values() ?? [])].map(String));
  await expect.poll(marked).toEqual(['The', 'The', 'The']);
  await expect(inbox).toHaveURL(/find=the/);
  await press('Escape');
  await expect(find).toHaveCount(0);

  // Done, and back with the next message.
  const unread = async () => (await api.conversations('view=unread')).map((conversation) => conversation.customer.name);
  await inbox
    .locator('body')
    .evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await press('m');
  await expect.poll(unread).toContain(customer.name);
  await press('e');
  await expect(row).toHaveCount(0);
  // Isolated, so that a name that runs the other way leaves the sentence alone.
  await expect(inbox.getByText(`\u2068${customer.name}\u2069 is done`)).toBeVisible();
  await inlet.deliver(mo({ ...customer, text: 'One more thing', timeUtc: at(3) }));
  await expect(row).toContainText('One more thing');

  // Searching, with suggestions, and a view that is kept.
  await press('/');
  await inbox.keyboard.type(`from:"${customer.name}" between`);
  await expect(inbox.getByRole('list', { name: 'Search results' }).getByRole('link')).toHaveText([/Something between/]);
  await expect(inbox).toHaveURL(/q=from/);
});
