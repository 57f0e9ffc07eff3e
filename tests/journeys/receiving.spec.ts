import { newCustomer } from '../support/customer';
import { expect, messages, open, reveal, test } from '../support/journey';
import { mo } from '../support/mo';

test('one conversation however the number is spelled, and one for each business number', async ({
  inbox,
  inlet,
  api,
}) => {
  const { name, number } = newCustomer('Sara Spelling');
  const digits = number.slice(1);
  await inlet.deliver(mo({ name, number, text: 'with a plus', timeUtc: '2024-05-06T10:00:00' }));
  await inlet.deliver(mo({ name, number: `00${digits}`, text: 'with zeros', timeUtc: '2024-05-06T10:01:00' }));
  await inlet.deliver(mo({ name, number: digits, text: 'bare', timeUtc: '2024-05-06T10:02:00' }));
  await inlet.deliver(mo({ name, number, text: 'to the shop', to: '003197008101015', timeUtc: '2024-05-06T10:03:00' }));
  await expect
    .poll(async () => (await api.conversations()).filter(({ customer }) => customer.name === name).length)
    .toBe(2);

  const rows = inbox.getByRole('list', { name: 'Conversations' }).getByRole('link', { name });
  await expect(rows).toHaveCount(2);
  await rows.filter({ hasText: 'bare' }).click();
  await expect(inbox.getByRole('log', { name }).locator('[data-message-id]')).toHaveText([
    /with a plus/,
    /with zeros/,
    /bare/,
  ]);
});

test('a sender whom CM.com does not name has a conversation that says so', async ({ inbox, inlet }) => {
  const { from, ...anonymous } = mo({ text: 'Who am I?', to: '+31851234567' });
  expect(from).toBeDefined();
  await inlet.deliver(anonymous);
  const row = inbox.getByRole('list', { name: 'Conversations' }).getByRole('link').filter({ hasText: 'Who am I?' });
  await expect(row).toBeVisible();
  await expect(row.getByRole('img', { name: 'Unknown sender' })).toBeVisible();
});

test('a quoted reply that came before its original jumps to it, and back', async ({ inbox, inlet }) => {
  const customer = newCustomer('Quirijn Quote');
  await inlet.deliver(
    mo({ ...customer, text: 'My answer', messageContext: `q-${customer.number}`, timeUtc: '2024-05-07T10:00:00' }),
  );
  const fillers = Array.from({ length: 60 }, (_, index) =>
    mo({ ...customer, text: `Filler ${index}`, timeUtc: `2024-05-06T11:${String(index).padStart(2, '0')}:00` }),
  );
  await inlet.deliver(fillers);
  await inlet.deliver(
    mo({ ...customer, text: 'My question', reference: `q-${customer.number}`, timeUtc: '2024-05-06T10:00:00' }),
  );

  const log = await open(inbox, customer.name);
  const quote = log.getByRole('button', { name: /My question/ });
  await reveal(log, quote);
  await quote.click();
  const original = log.getByRole('article', { name: /^My question/ });
  await expect(original).toBeInViewport();
  await inbox.getByRole('button', { name: 'Back to where you were' }).click();
  await expect(quote).toBeInViewport();
});

test('a deleted message becomes a tombstone in every open thread, and its words are gone from the page', async ({
  inbox,
  inlet,
}) => {
  const customer = newCustomer('Dirk Deleted');
  const reference = `doomed-${customer.number}`;
  await inlet.deliver(mo({ ...customer, text: 'Kept', timeUtc: '2024-05-06T10:00:00' }));
  await inlet.deliver(mo({ ...customer, text: 'Onzegbaar', reference, timeUtc: '2024-05-06T10:01:00' }));
  const log = await open(inbox, customer.name);
  await expect(messages(log, 'text')).toHaveCount(2);
  await inlet.deliver(mo({ ...customer, text: '', custom: { deletedMessage: reference } }));
  await expect(log.locator('[data-erased]')).toHaveText(/deleted this message/);
  await expect(inbox.getByText('Onzegbaar')).toHaveCount(0);
  await inbox.reload();
  await expect(log.locator('[data-erased]')).toHaveCount(1);
  await expect(inbox.getByText('Onzegbaar')).toHaveCount(0);
});

test('a welcome request is a new chat until somebody handles it', async ({ inbox, inlet }) => {
  const customer = newCustomer('Wilma Welcome');
  await inlet.deliver(
    mo({ ...customer, text: 'User request welcome message', custom: { message_type: 'request_welcome' } }),
  );
  await inbox.goto(`${inlet.url}/?view=new`);
  const row = inbox.getByRole('list', { name: 'Conversations' }).getByRole('link', { name: customer.name });
  await expect(row).toContainText('New chat');
  await row.click();
  await expect(messages(inbox.getByRole('log', { name: customer.name }), 'welcomeRequest')).toBeVisible();
  await inbox.getByRole('button', { name: 'Mark as handled' }).click();
  await expect(inbox.getByRole('button', { name: 'Mark as handled' })).toHaveCount(0);
  await inbox.goto(`${inlet.url}/?view=new`);
  await expect(row).toHaveCount(0);
});

test('a failed message is a notice with its reason and what did arrive', async ({ inbox, inlet }) => {
  const customer = newCustomer('Evert Error');
  await inlet.deliver(
    mo({ ...customer, text: 'The part that came', error: 'Message type is not currently supported' }),
  );
  const log = await open(inbox, customer.name);
  const notice = messages(log, 'error');
  await expect(notice).toContainText('Message type is not currently supported');
  await expect(notice).toContainText('The part that came');
});

test('what is no message is a problem with its reason, its source and a new try', async ({ inbox, inlet }) => {
  await inlet.deliver('reference=abc&text=hello');
  await inbox.goto(`${inlet.url}/problems`);
  const problem = inbox.getByRole('listitem').filter({ hasText: 'Not JSON' }).first();
  await expect(problem).toBeVisible();
  await problem.getByRole('button', { name: 'View source' }).click();
  await expect(inbox.getByRole('dialog')).toContainText('reference=abc&text=hello');
  await inbox.keyboard.press('Escape');
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(problem).toContainText('2 times');
});

test('a business number gets a label that the list shows', async ({ inbox, inlet }) => {
  const customer = newCustomer('Lia Label');
  await inlet.deliver(mo({ ...customer, to: '+31101112233', text: 'To the webshop' }));
  await expect(inbox.getByRole('link', { name: customer.name })).toBeVisible();
  await inbox.goto(`${inlet.url}/settings/numbers`);
  const field = inbox.getByRole('textbox', { name: /Label for .*1112233|Label for .*111 2233/ });
  await field.fill('Webshop');
  await field.press('Enter');
  await inbox.goto(inlet.url);
  await expect(inbox.getByRole('link', { name: customer.name })).toContainText('Webshop');
});
