import type { Json } from './json';

/** Deeper JSON is no message, and would overflow the stack of whatever walks through it. */
const maxDepth = 64;

/** Members of one object or elements of one list, and both in all: reading more would keep everybody else waiting. */
const maxInOne = 10_000;
const maxInAll = 100_000;

type Unreadable = { ok: false; reason: 'not-json' | 'too-deep' | 'too-many' };

export type ParsedJson = { ok: true; value: Json } | Unreadable;

/**
 * JSON of at most 64 levels and 100,000 members and elements. A number that would lose digits or become infinite comes
 * as text with all its digits, for it may be an id. Never throws.
 */
export function parseJson(text: string): ParsedJson {
  const scanned = scan(text);
  if (!scanned.ok) return scanned;
  try {
    const value: unknown = JSON.parse(scanned.text);
    return isJson(value) ? { ok: true, value } : { ok: false, reason: 'not-json' };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}

/** What `JSON.parse` gives is JSON, and never undefined. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

/** Measures the text before anything is made of it, and puts quotes round the numbers that would change. */
function scan(text: string): { ok: true; text: string } | Unreadable {
  const commas: number[] = [];
  let inAll = 0;
  let quoted = '';
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const sign = text.charAt(at);
    if (sign === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (sign === '-' || (sign >= '0' && sign <= '9')) {
      const end = endOfNumber(text, at);
      if (end > at && !isExact(text.slice(at, end)) && endsValue(text, end)) {
        quoted += `${text.slice(copied, at)}"${text.slice(at, end)}"`;
        copied = end;
      }
      at = Math.max(end, at + 1);
      continue;
    }
    if (sign === '{' || sign === '[') {
      if (commas.push(0) > maxDepth) return { ok: false, reason: 'too-deep' };
      inAll += 1;
    } else if (sign === '}' || sign === ']') commas.pop();
    else if (sign === ',') {
      inAll += 1;
      const inOne = (commas.pop() ?? 0) + 1;
      if (inOne >= maxInOne || inAll > maxInAll) return { ok: false, reason: 'too-many' };
      commas.push(inOne);
    }
    at += 1;
  }
  return { ok: true, text: quoted + text.slice(copied) };
}

function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at === -1 ? text.length : at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charAt(at - 1 - backslashes) === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function endOfNumber(text: string, start: number): number {
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?/iy;
  number.lastIndex = start;
  return number.test(text) ? number.lastIndex : start;
}

/** A number in any other place is no JSON, and must not become any. */
function endsValue(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return at === text.length || ',]}'.includes(text.charAt(at));
}

/** Whether a double holds the number to the last digit: fifteen fit, and more may. */
function isExact(literal: string): boolean {
  const [mantissa = '', exponent] = literal.split(/e/i);
  if (mantissa.length <= 15 && exponent === undefined) return true;
  if (mantissa.length > 40) return false;
  const value = Number(literal);
  if (!Number.isFinite(value)) return false;
  if (String(value) === literal) return true;
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
  if (digits === '') return true;
  // Below this, doubles have fewer digits, and at last none.
  return digits.length <= 15 && Math.abs(value) > 2.3e-308;
}
