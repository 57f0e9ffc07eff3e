import { foldText } from './fold-text';
import { operators, valuesOf, type Operator } from './search-operators';
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

/** Operators and their values that begin as what is written does. */
export function completeWord({ operator, excluded, written }: Unfinished): Suggestion[] {
  const sign = excluded ? '-' : '';
  const values = (of: Operator): Suggestion[] =>
    valuesOf(of)
      .filter((value) => value.startsWith(written))
      .map((value) => ({ text: `${sign}${of}:${value}`, what: 'value', label: null }));
  if (operator) return values(operator);
  const names = operators
    .filter((name) => name.startsWith(written))
    .map((name): Suggestion => ({ text: `${sign}${name}:`, what: 'operator', label: null }));
  return written === '' ? names : [...names, ...operators.flatMap(values)];
}

/** A value behind its operator, in quotes where it needs them. */
export function writeValue(operator: Operator, value: string): string {
  const plain = value.replace(/["“”„«»]/g, '').trim();
  return /\s/.test(plain) ? `${operator}:"${plain}"` : `${operator}:${plain}`;
}
