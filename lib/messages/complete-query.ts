import { foldText } from './fold-text';
import { operators, takesDay, valuesOf, type Operator } from './search-operators';
import { splitQuery } from './search-query';

/** What could stand in the place of a word of a query; `label` names it for people where the text does not. */
export type Suggestion = {
  text: string;
  what: 'operator' | 'value' | 'customer' | 'businessNumber' | 'sku';
  label: string | null;
};

/** The word at the caret: its place as UTF-16 offsets, its operator, and what is written of its value so far, folded. */
export type Unfinished = { from: number; to: number; operator: Operator | null; excluded: boolean; written: string };

/** The word that somebody writes at a place of a query; an empty one between words. */
export function wordAt(q: string, at: number): Unfinished {
  const part = splitQuery(q).find(({ from, to }) => from < at && at <= to);
  if (!part) return { from: at, to: at, operator: null, excluded: false, written: '' };
  const { from, to, operator, excluded, valueFrom } = part;
  return { from, to, operator, excluded, written: foldText(q.slice(valueFrom, Math.max(at, valueFrom))) };
}

/** Operators and their values that begin as what is written does. Days are not left out: the other operator says that. */
export function completeWord({ operator, excluded, written }: Unfinished): Suggestion[] {
  const sign = excluded ? '-' : '';
  const offered = operators.filter((name) => !excluded || !takesDay(name));
  const values = (of: Operator): Suggestion[] =>
    (offered.includes(of) ? valuesOf(of) : [])
      .filter((value) => value.startsWith(written))
      .map((value) => ({ text: `${sign}${of}:${value}`, what: 'value', label: null }));
  if (operator) return values(operator);
  const names = offered
    .filter((name) => name.startsWith(written))
    .map((name): Suggestion => ({ text: `${sign}${name}:`, what: 'operator', label: null }));
  return written === '' ? names : [...names, ...offered.flatMap(values)];
}

/** A value behind its operator, in marks where it needs them. Of one that holds every kind of marks, the longest part. */
export function writeValue(operator: Operator, value: string): string {
  const whole = value.trim();
  if (!/[\s"“”„«»]/.test(whole)) return `${operator}:${whole}`;
  if (!/["“”]/.test(whole)) return `${operator}:"${whole}"`;
  if (!whole.includes('»')) return `${operator}:«${whole}»`;
  const [longest = ''] = whole.split(/["“”]/).sort((one, other) => other.length - one.length);
  return `${operator}:"${longest.trim()}"`;
}
