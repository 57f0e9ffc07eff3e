import { newCustomer } from '../support/customer';
import {
  conversationList,
  enter,
  expect,
  expectAccessible,
  messages,
  open,
  test,
  thread,
  watch,
} from '../support/journey';
import { mo } from '../support/mo';
import { signInAs } from '../support/sign-in';

test('an unidentified sender is assigned to a customer and back again, in every browser', async ({
  page,
  emptyInlet,
  browser,
}) => {
  test.setTimeout(120_000);
  const operator = await signInAs(emptyInlet, 'operator');
  const [ada, nobody] = [newCustomer('Ada'), newCustomer('Somebody')];
  const nameless = (text: string) => ({ ...mo({ text }), from: { number: '', name: nobody.name } });
  await emptyInlet.deliver(mo({ ...ada, text: 'I am known' }));
  await emptyInlet.deliver(mo({ ...newCustomer('Elsewhere'), to: '+31207777777', text: 'To another number' }));
  await emptyInlet.deliver(nameless('Who am I?'));
  const context = await browser.newContext();
  const faults = await watch(context);
  await enter(context, emptyInlet, operator);
  const other = await context.newPage();
  await other.goto(emptyInlet.url);
  await open(other, nobody.name);

  await enter(page.context(), emptyInlet, operator);
  await page.goto(emptyInlet.url);
  await open(page, nobody.name);
  await page.getByRole('button', { name: 'Assign to a customer…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign to a customer' });
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await expectAccessible(page, '[role="dialog"]');
  await page.keyboard.type('no such customer');
  await expect(dialog).toContainText('No customers match');
  await dialog.getByRole('searchbox').fill(ada.number.slice(-6));
  await dialog.getByRole('option', { name: ada.name }).click();
  const confirm = page.getByRole('dialog', { name: 'Assign to this customer?' });
  await expect(confirm).toContainText('1 message moves');
  await expectAccessible(page, '[role="dialog"]');
  await confirm.getByRole('button', { name: 'Assign' }).click();

  for (const each of [page, other]) {
    await expect(messages(thread(each, ada.name), 'text')).toHaveText([/I am known/, /Who am I\?/]);
    await expect(conversationList(each).getByRole('link', { name: nobody.name })).toHaveCount(0);
  }
  await emptyInlet.deliver(nameless('And this'));
  await expect(messages(thread(page, ada.name), 'text')).toHaveCount(3);
  await page.reload();
  await expect(messages(thread(page, ada.name), 'text')).toHaveCount(3);
  await expectAccessible(page);

  await page.getByRole('button', { name: `Undo merge: ${nobody.name} is ${ada.name}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo merge' }).click();
  for (const each of [page, other]) {
    await expect(messages(thread(each, ada.name), 'text')).toHaveText([/I am known/]);
    await expect(conversationList(each).getByRole('link', { name: nobody.name })).toContainText('And this');
  }
  await open(other, nobody.name);
  await expect(messages(thread(other, nobody.name), 'text')).toHaveCount(2);
  expect(faults).toEqual([]);
  await context.close();
});

test('a viewer sees what was declared, and has no button for it', async ({ page, emptyInlet }) => {
  const [ada, bo] = [newCustomer('Ada'), newCustomer('Bo')];
  await emptyInlet.deliver(mo({ ...ada, text: 'Hers' }));
  await emptyInlet.deliver(mo({ ...bo, text: 'His' }));
  const operator = await signInAs(emptyInlet, 'operator');
  await expect.poll(async () => (await operator.conversations()).length).toBe(2);
  const [his, hers] = await operator.conversations();
  const declared = await operator.ask('POST', `/api/conversations/${his?.id ?? ''}/declarations`, {
    customerId: hers?.customer.id,
  });
  expect(declared.status).toBe(201);

  const viewer = await signInAs(emptyInlet, 'viewer');
  await enter(page.context(), emptyInlet, viewer);
  await page.goto(`${emptyInlet.url}/conversations/${his?.id ?? ''}`);
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: bo.name })
      .filter({ hasText: `is ${ada.name}` }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: /Undo|Same person|Assign/ })).toHaveCount(0);
  expect((await viewer.ask('DELETE', '/api/declarations/1')).status).toBe(403);
  const again = { customerId: hers?.customer.id };
  expect((await viewer.ask('POST', `/api/conversations/${hers?.id ?? ''}/declarations`, again)).status).toBe(403);
});
