import { expect, it } from 'vitest';
import { onceAMinute } from './once-a-minute';

it('lets each thing through once a minute, and counts what it held back', () => {
  const passes = onceAMinute();
  expect(passes('disk', 0)).toBe(0);
  expect(passes('disk', 1)).toBeNull();
  expect(passes('network', 2)).toBe(0);
  expect(passes('disk', 59_999)).toBeNull();
  expect(passes('disk', 60_000)).toBe(2);
  expect(passes('disk', 60_001)).toBeNull();
  expect(passes('network', 60_002)).toBe(0);
});
