import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json';

const parsed = (text: string) => {
  const result = parseJson(text);
  return result.ok ? result.value : result.reason;
};

describe('parseJson', () => {
  it('gives what JSON.parse gives, and refuses what it refuses', () => {
    const almost = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', '"', '{', '1', ',', '\\', '-', '.', '0', 'e', ' :'),
    );
    fc.assert(
      fc.property(almost, ([text, place, sign]) => {
        const at = place % (text.length + 1);
        const broken = text.slice(0, at) + sign + text.slice(at);
        let value: unknown;
        try {
          value = JSON.parse(broken);
        } catch {
          value = 'not-json';
        }
        expect(JSON.stringify(parsed(broken), asNumber)).toBe(JSON.stringify(value, asNumber));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['9223372036854775808', '9223372036854775808'],
    ['-9007199254740993', '-9007199254740993'],
    ['1e400', '1e400'],
    ['-1E+400', '-1E+400'],
    ['1e-400', '1e-400'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['9'.repeat(400), '9'.repeat(400)],
    [`0.${'0'.repeat(400)}1`, `0.${'0'.repeat(400)}1`],
    ['9007199254740991', 9007199254740991],
    ['51.60380200000001', 51.60380200000001],
    ['4.770821000000000000', 4.770821],
    ['1e21', 1e21],
    ['0.000000000000000', 0],
    ['0e999', 0],
    ['-0', -0],
    ['3167.01', 3167.01],
  ])('keeps every digit of %s', (literal, value) => {
    expect(parsed(literal)).toBe(value);
    expect(parsed(`{"id": ${literal} , "list":[${literal}]}`)).toEqual({ id: value, list: [value] });
  });

  it('changes nothing in a string, and makes no JSON of what is none', () => {
    const long = '12345678901234567890';
    expect(parsed(`["\\"${long}, \\\\", ${long}]`)).toEqual([`"${long}, \\`, long]);
    for (const broken of [
      `{${long}:1}`,
      `{${long} :1}`,
      `[${long} 1]`,
      `[0${long}]`,
      `[${long}.]`,
      `[+${long}]`,
      `"${long}`,
    ])
      expect(parsed(broken)).toBe('not-json');
  });

  it.each([
    ['65 levels of lists', `${'['.repeat(65)}${']'.repeat(65)}`, 'too-deep'],
    ['a million levels of objects', `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`, 'too-deep'],
    ['a million open brackets', '['.repeat(1_000_000), 'too-deep'],
    ['10,001 elements', `[${'1,'.repeat(10_000)}1]`, 'too-many'],
    ['200,000 names', `{${Array.from({ length: 200_000 }, (_, n) => `"${n.toString(36)}":1`).join()}}`, 'too-many'],
    ['100,000 times one name', `{${'"a":1,'.repeat(100_000)}"a":2}`, 'too-many'],
    ['120,000 members in small objects', `[${`[${'{"a":1,"b":2},'.repeat(2999)}1],`.repeat(20)}1]`, 'too-many'],
    ['a million commas', ','.repeat(1_000_000), 'too-many'],
  ])('looks no further than %s', (_what, text, reason) => {
    expect(parsed(text)).toBe(reason);
  });

  it.each([
    ['64 levels', `${'['.repeat(64)}${']'.repeat(64)}`],
    ['10,000 elements', `[${'1,'.repeat(9999)}1]`],
    ['closing brackets alone', ']}'.repeat(100_000)],
    ['a string of a million characters', `"${'a'.repeat(1_000_000)}"`],
    ['a string of a million quotes', `"${'\\"'.repeat(500_000)}"`],
    ['a number of a million digits', '9'.repeat(1_000_000)],
    ['a million minus signs', '-'.repeat(1_000_000)],
  ])('comes to an end with %s', (_what, text) => {
    expect(['too-deep', 'too-many']).not.toContain(parsed(text));
  });
});

/** A digit more may have made a number that doubles cannot hold, which then is text. */
function asNumber(_key: string, value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : value;
}
