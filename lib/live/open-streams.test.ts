import { beforeEach, expect, it } from 'vitest';
import { addStream, openStreams } from './open-streams';

let closed: string[];
beforeEach(() => {
  closed = [];
  globalThis.inletOpenStreams = undefined;
});

const open = (account: string, number: number) =>
  addStream(account, () => closed.push(`${account} ${number.toString()}`));

it('closes the oldest of an account that opens a twenty-first, and of nobody else', () => {
  open('bo', 0);
  for (let number = 0; number < 22; number += 1) open('ann', number);
  expect(closed).toEqual(['ann 0', 'ann 1']);
  expect(openStreams()).toBe(21);
});

it('keeps five hundred in all, at the cost of the account with the most', () => {
  for (let account = 0; account < 245; account += 1) for (const number of [0, 1]) open(`account ${account}`, number);
  for (let number = 0; number < 10; number += 1) open('ann', number);
  expect([openStreams(), closed]).toEqual([500, []]);
  open('new', 0);
  expect([openStreams(), closed]).toEqual([500, ['ann 0']]);
  open('account 7', 2);
  expect(closed).toEqual(['ann 0', 'account 7 0']);
});

it('forgets one that has ended', () => {
  const end = open('ann', 0);
  end();
  end();
  expect(openStreams()).toBe(0);
});
