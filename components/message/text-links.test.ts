import { expect, it } from 'vitest';

import { telHref } from './tel-href';
import { readTextLinks } from './text-links';

const hrefs = (text: string) => readTextLinks(text).flatMap(({ href }) => href ?? []);

it.each([
  ['call +31 (0)6 12345678 please', 'tel:+31612345678'],
  ['call 0031 (0) 6 1234 5678', 'tel:+31612345678'],
  ['+31(0)20-1234567', 'tel:+31201234567'],
  ['0031(0)612345678', 'tel:+31612345678'],
  ['06-12345678', 'tel:0612345678'],
  ['(0)6 12345678', null],
  // A day, and then a figure.
  ['09-12-2024 2 personen', null],
  ['01.02.2025 12 stuks', null],
  ['09-12-2024 06-12345678', 'tel:0612345678'],
  ['06-12-20-24-56', 'tel:0612202456'],
])('in %j calls %s', (text, href) => {
  expect(hrefs(text)).toEqual(href === null ? [] : [href]);
});

it.each([
  ['+31 (0)6 12345678', 'tel:+31612345678'],
  ['0031-(0)20 123 45 67', 'tel:+31201234567'],
  ['(0)20 1234567', 'tel:0201234567'],
  ['31612345678', 'tel:31612345678'],
])('of a card leads %j to %s', (number, href) => {
  expect(telHref(number)).toBe(href);
});
