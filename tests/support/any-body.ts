import fc from 'fast-check';
import { anyMo, anyText } from './any-mo';
import { listSamples } from './samples';

const samples = listSamples().map(({ body }) => Buffer.from(body).toString('utf8'));

/** An MO, several, or a sample in which something is torn out, put in or turned round. */
export const anyBody: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .oneof(
    { weight: 4, arbitrary: anyMo.map((mo) => JSON.stringify(mo)) },
    { weight: 1, arbitrary: fc.array(anyMo, { maxLength: 4 }).map((mos) => JSON.stringify(mos)) },
    { weight: 4, arbitrary: brokenSample() },
  )
  .map((body) => new TextEncoder().encode(body));

function brokenSample(): fc.Arbitrary<string> {
  const token = fc.oneof(
    fc.constantFrom(
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\\',
      'null',
      '-',
      '1e999',
      '\\u0000',
      '\\ud800',
      '"__proto__":',
    ),
    anyText,
  );
  const change = fc.record({ at: fc.nat(), cut: fc.oneof(fc.constant(0), fc.nat({ max: 40 })), put: token });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([sample, changes]) =>
      changes.reduce((body, { at, cut, put }) => {
        const place = at % (body.length + 1);
        return body.slice(0, place) + put + body.slice(place + cut);
      }, sample),
    );
}
