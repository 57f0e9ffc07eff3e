import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPhoneNumber, normalizePhoneNumber, spellPhoneNumber } from './phone-number';

describe('normalizePhoneNumber', () => {
  it.each([
    ['+31612345678', '+31612345678'],
    ['0031612345678', '+31612345678'],
    ['31612345678', '+31612345678'],
    [' +31 (6) 12-34.56/78 ', '+31612345678'],
    ['\u202a+31\u00a06\u201112345678\u202c', '+31612345678'],
    ['+３１６１２３４５６７８', '+31612345678'],
    ['003197008101015', '+3197008101015'],
    ['3669', '3669'],
    ['+3669', '3669'],
    ['003669', '3669'],
    ['0612345678', '0612345678'],
    ['CM.com', 'CM.com'],
    ['  Kiosk Breda ', 'Kiosk Breda'],
    ['NL.13491208655302741918', 'NL.13491208655302741918'],
    ['', null],
    ['   ', null],
    ['+', null],
    ['00', null],
    ['-', null],
    [null, null],
    [undefined, null],
    [`+${'1'.repeat(64)}`, `+${'1'.repeat(64)}`],
  ])('makes %j into %j', (raw, number) => {
    expect(normalizePhoneNumber(raw)).toBe(number);
  });

  it('comes to an end with half a million marks', () => {
    const hostile = `+31${'\u0301\u0323'.repeat(250_000)}`;
    expect(normalizePhoneNumber(hostile)).toBe(hostile);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\+?[0-9 ()-]*$/)), (raw) => {
        const number = normalizePhoneNumber(raw);
        expect(normalizePhoneNumber(number)).toBe(number);
      }),
    );
  });
});

describe('formatPhoneNumber', () => {
  it.each([
    ['+31612345678', '+31 6 12345678'],
    ['+3197008101015', '+31 970 081 01015'],
    ['3669', '3669'],
    ['CM.com', 'CM.com'],
    ['+999999999999', '+999999999999'],
  ])('shows %j as %j', (number, shown) => {
    expect(formatPhoneNumber(number)).toBe(shown);
  });
});

describe('spellPhoneNumber', () => {
  it.each([
    ['+31 6 1234 5678', ['+31612345678', '0031612345678', '0612345678']],
    ['31612345678', ['+31612345678', '0031612345678', '0612345678']],
    ['06-12345678', ['0612345678']],
    ['+1 213 373 4253', ['+12133734253', '0012133734253', '2133734253']],
    ['3669', ['3669']],
    ['CM.com', []],
    ['+' + '1'.repeat(64), []],
    [null, []],
  ])('spells %j as %j', (raw, spelled) => {
    expect(spellPhoneNumber(raw)).toEqual(spelled);
  });
});
