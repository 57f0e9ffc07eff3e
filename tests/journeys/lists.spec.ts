import { newCustomer } from '../support/customer';
import { expect, expectToFit, test } from '../support/journey';
import { mo } from '../support/mo';

test('a long list scrolls in its own pane, and the page round it stays', async ({ inbox, inlet }) => {
  const custom = { message_type: 'location', location: { latitude: 51.6, longitude: 4.77, label: 'Longfield' } };
  await inlet.deliver(Array.from({ length: 120 }, () => mo({ ...newCustomer('Lars List'), text: '', custom })));
  for (const path of ['/places', '/?q=longfield', '/?view=unread']) {
    await inbox.goto(inlet.url + path);
    const rows = inbox.getByRole('main').getByRole('listitem').filter({ hasText: 'Longfield' });
    await expect(rows.nth(9)).toBeAttached();
    await expectToFit(inbox);
    await rows.nth(3).hover();
    await expect(async () => {
      await inbox.mouse.wheel(0, 20_000);
      await expect(rows.last()).toBeInViewport({ timeout: 100 });
    }).toPass();
    await expectToFit(inbox);
  }
});
