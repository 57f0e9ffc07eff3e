import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json';
import { parseJson } from './parse-json';

const canonical = (text: string) => {
  const parsed = parseJson(text);
  return parsed.ok ? canonicalJson(parsed.value) : parsed.reason;
};

describe('canonicalJson', () => {
  it('sorts members at every depth, and leaves lists in order', () => {
    expect(canonical('{ "b": [2, 1, {"d":0,"c":null}], "a": "\\u0041", "__proto__": 1 }')).toBe(
      '{"__proto__":1,"a":"A","b":[2,1,{"c":null,"d":0}]}',
    );
  });

  it('says the same of the same JSON and is JSON itself', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const once = canonical(text);
        expect(canonical(once)).toBe(once);
        expect(JSON.parse(once)).toEqual(JSON.parse(JSON.stringify(JSON.parse(text))));
      }),
    );
  });

  it('tells apart what differs only in a half of a surrogate pair or a U+0000', () => {
    expect(canonical('"\\ud800"')).not.toBe(canonical('"\\ud801"'));
    expect(canonical('"\\u0000"')).not.toBe(canonical('"\\u2400"'));
  });
});
