/** What is longer is no number, and would take long to look at. */
const LONGEST = 64;

/**
 * The digits that all spellings of a number share, with blanks and signs, national or international: those of
 * `+31 (0)20 123 4567` are in `0031201234567` and `020-1234567` too. Undefined when a text is no number.
 */
export function sharedDigits(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  if (!/^[\d\s+()[\]./\p{Pd}]+$/u.test(plain)) return undefined;
  // `(0)` is dialled within the country alone.
  const digits = plain.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '');
  return digits === '' ? undefined : digits;
}
