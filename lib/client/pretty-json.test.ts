import fc from 'fast-check';
import { expect, it } from 'vitest';

import { prettyJson } from './pretty-json';

it('breaks and indents without touching a digit or a doubled key', () => {
  expect(prettyJson('{"a":1.0,"a":[12345678901234567890,{}],"b":"x, {y}: \\"z\\""}')).toBe(
    '{\n  "a": 1.0,\n  "a": [\n    12345678901234567890,\n    {}\n  ],\n  "b": "x, {y}: \\"z\\""\n}',
  );
});

it('says the same as before, for any JSON', () => {
  fc.assert(
    fc.property(fc.json(), (source) => {
      expect(JSON.parse(prettyJson(source))).toEqual(JSON.parse(source));
    }),
  );
});

it('leaves alone what is no JSON', () => {
  expect(prettyJson('{"a":')).toBe('{"a":');
});
