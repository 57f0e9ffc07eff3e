import { describe, expect, it } from 'vitest';
import { holdsLink } from './holds-link';

describe('whether a text holds a web address', () => {
  it.each([
    'see https://example.com/a?b=c',
    'HTTP://EXAMPLE.COM',
    'www.example.com',
    'is it shop.example.nl/chairs?',
    '*bold.nl*',
    'http://127.0.0.1:3000',
  ])('%s', (text) => {
    expect(holdsLink(text)).toBe(true);
  });

  it.each([
    'http is a protocol',
    'www',
    'anna@example.com',
    'mailto:anna@example.com',
    'ftp://example.com',
    'at 10.30, for 12.50',
    '//example.com',
    'photo.jpg',
  ])('not %s', (text) => {
    expect(holdsLink(text)).toBe(false);
  });
});
