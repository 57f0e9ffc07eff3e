import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseQuoted } from './quoted';

const at = (id: number, second: number) => ({ id, sentAt: new Date(second * 1000) });

describe('chooseQuoted', () => {
  it('takes the newest message sent at or before the reply', () => {
    expect(chooseQuoted([at(1, 10), at(3, 30), at(2, 20)], at(9, 25))?.id).toBe(2);
    expect(chooseQuoted([at(1, 10), at(2, 25)], at(9, 25))?.id).toBe(2);
  });

  it('takes the oldest one after the reply when there is none before', () => {
    expect(chooseQuoted([at(1, 40), at(2, 30)], at(9, 25))?.id).toBe(2);
  });

  it('never takes the reply itself', () => {
    expect(chooseQuoted([at(9, 25)], at(9, 25))).toBeUndefined();
    expect(chooseQuoted([at(9, 25), at(1, 50)], at(9, 25))?.id).toBe(1);
  });

  it('lets the order of arrival decide between messages of the same second', () => {
    expect(chooseQuoted([at(2, 10), at(1, 10)], at(9, 25))?.id).toBe(2);
    expect(chooseQuoted([at(2, 30), at(1, 30)], at(9, 25))?.id).toBe(1);
  });

  it('does not depend on the order of the candidates', () => {
    const candidates = fc.uniqueArray(
      fc.record({ id: fc.nat(20), sentAt: fc.nat(5).map((second) => new Date(second * 1000)) }),
      { selector: ({ id }) => id },
    );
    const shuffled = candidates.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.nat(5), ([given, other], second) => {
        expect(chooseQuoted(other, at(5, second))).toEqual(chooseQuoted(given, at(5, second)));
      }),
    );
  });
});
