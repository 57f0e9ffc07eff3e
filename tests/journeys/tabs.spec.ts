import { newCustomer } from '../support/customer';
import { conversationList, enter, expect, test } from '../support/journey';
import { mo } from '../support/mo';

test('tabs of one browser share one connection, and another takes over when its tab is closed', async ({
  browser,
  inlet,
  api,
}) => {
  const context = await browser.newContext();
  await enter(context, inlet, api);
  let connections = 0;
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/live') connections += 1;
  });
  const [first, second] = [await context.newPage(), await context.newPage()];
  await first.goto(inlet.url);
  await second.goto(inlet.url);
  const customer = newCustomer('Tom Tabs');
  const showsIn = (page: typeof first, text: string) =>
    expect(conversationList(page).getByRole('link', { name: customer.name })).toContainText(text);
  await inlet.deliver(mo({ ...customer, text: 'To both' }));
  await showsIn(first, 'To both');
  await showsIn(second, 'To both');
  expect(connections).toBe(1);

  await first.close();
  await inlet.deliver(mo({ ...customer, text: 'To the one that is left' }));
  await showsIn(second, 'To the one that is left');
  expect(connections).toBe(2);
  await context.close();
});
