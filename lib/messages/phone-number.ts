import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What is longer is no number, and would take long to look at. */
const LONGEST = 64;

/**
 * One spelling for each number: `+31…`, `0031…` and `31…` become `+31…`. Short codes (up to six digits, such as 3669)
 * stay bare, and so does what begins with a single 0, for its country is not known. Alphanumeric senders stay as sent.
 * Null when there is nothing that could name somebody.
 */
export function normalizePhoneNumber(raw: string | null | undefined): string | null {
  const sent = raw?.trim() ?? '';
  if (sent.length > LONGEST) return sent;
  const plain = sent.normalize('NFKC').replace(/[\s()[\]./\p{Pd}\p{Cf}]/gu, '');
  if (plain === '' || plain === '+') return null;
  if (!/^\+?\d+$/.test(plain)) return sent;
  const digits = plain.replace(/^\+?(00)?/, '');
  if (digits === '') return null;
  return digits.length <= 6 || digits.startsWith('0') ? digits : `+${digits}`;
}

/** A normalised number as people write it, such as `+31 6 12345678`; what is no known number stays as it is. */
export function formatPhoneNumber(number: string): string {
  if (!number.startsWith('+')) return number;
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

/** How a number is dialled: without signs, from everywhere and within its own country. Nothing for what is no number. */
export function spellPhoneNumber(raw: string | null): string[] {
  const number = normalizePhoneNumber(raw) ?? '';
  if (!/^\+?\d{1,20}$/.test(number)) return [];
  if (!number.startsWith('+')) return [number];
  const within = parsePhoneNumberFromString(number)?.formatNational().replace(/\D/g, '');
  return [number, `00${number.slice(1)}`, ...(within === undefined ? [] : [within])];
}
