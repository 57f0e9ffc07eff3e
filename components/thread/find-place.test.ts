import { expect, it } from 'vitest';

import { numberOf, stepOn } from './find-place';

const atFive = { messageId: '5', at: 1 };

it('keeps its message while others are found and erased', () => {
  expect(numberOf(atFive, ['9', '5', '2'])).toBe(2);
  expect(numberOf(atFive, ['12', '9', '5', '2'])).toBe(3);
  expect(numberOf(atFive, ['5', '2'])).toBe(1);
  expect(stepOn(atFive, ['12', '9', '5', '2'], 1)).toEqual({ messageId: '2', at: 3 });
  expect(stepOn(atFive, ['12', '9', '5', '2'], -1)).toEqual({ messageId: '9', at: 1 });
});

it('goes on from where it was when its own message is erased', () => {
  expect(numberOf(atFive, ['9', '2'])).toBe(0);
  expect(stepOn(atFive, ['9', '2'], 1)).toEqual({ messageId: '2', at: 1 });
  expect(stepOn(atFive, ['9', '2'], -1)).toEqual({ messageId: '9', at: 0 });
  expect(stepOn(atFive, ['9'], 1)).toEqual({ messageId: '9', at: 0 });
});

it('goes round, and stays where nothing is found', () => {
  expect(stepOn({ messageId: '2', at: 2 }, ['9', '5', '2'], 1)).toEqual({ messageId: '9', at: 0 });
  expect(stepOn({ messageId: '9', at: 0 }, ['9', '5', '2'], -1)).toEqual({ messageId: '2', at: 2 });
  expect(stepOn({ messageId: null, at: 0 }, ['9', '5'], 1)).toEqual({ messageId: '9', at: 0 });
  expect(stepOn({ messageId: null, at: 0 }, ['9', '5'], -1)).toEqual({ messageId: '5', at: 1 });
  expect(stepOn(atFive, [], 1)).toEqual(atFive);
});
