import { newCustomer } from '../support/customer';
import { conversationList, enter, expect, messages, open, test } from '../support/journey';
import { mo } from '../support/mo';
import { startInlet } from '../support/start-inlet';

test('a message that one process receives appears in a browser of another', async ({ inlet, api, page }) => {
  const other = await startInlet({ dataDir: inlet.dataDir });
  await enter(page.context(), other, api);
  await page.goto(other.url);
  const customer = newCustomer('Wim Elsewhere');
  await inlet.deliver(mo({ ...customer, text: 'Sent to the first process' }));
  await expect(conversationList(page).getByRole('link').first()).toContainText('Sent to the first process');

  const log = await open(page, customer.name);
  await inlet.deliver(mo({ ...customer, text: 'And one more' }));
  await expect(messages(log, 'text')).toHaveCount(2);
  await inlet.deliver(mo({ ...customer, text: '', custom: { deletedMessage: mo(customer).reference } }));
  await page.context().close();
  await other.stop();
});
