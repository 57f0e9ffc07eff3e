import { foldText } from './fold-text';
import type { Kind } from './kind';
import { operatorOf, readHas, readIs, readKind, type Has, type Is, type Operator } from './search-operators';

/** A day, month or year as written; `today` and `yesterday` mean those of whoever searches. */
export type Day = 'today' | 'yesterday' | { year: number; month: number | null; day: number | null };

/** What was not understood, and where in the query: UTF-16 offsets. */
export type Hint = {
  code:
    | 'unknownKind'
    | 'unknownHas'
    | 'unknownIs'
    | 'badDate'
    | 'excludedDate'
    | 'emptyValue'
    | 'openQuote'
    | 'onlyExcluded'
    | 'tooMany'
    | 'tooLong';
  from: number;
  to: number;
  word: string;
};

/** A search as its words and operators say; texts are folded. */
export type SearchQuery = {
  words: string[];
  /** What a message does not say; its customer may be called so. */
  without: string[];
  from: string[];
  withoutFrom: string[];
  numbers: string[];
  withoutNumbers: string[];
  skus: string[];
  withoutSkus: string[];
  /** Any of them; empty: all. */
  kinds: Kind[];
  withoutKinds: Kind[];
  has: Has[];
  withoutHas: Has[];
  is: Is[];
  withoutIs: Is[];
  /** Sent before it began, and after it began. */
  before: Day | null;
  after: Day | null;
  hints: Hint[];
};

/** One word of a query with its operator. `from` and `to` are its place, those of the value stand beside. */
export type Part = {
  from: number;
  to: number;
  valueFrom: number;
  operator: Operator | null;
  excluded: boolean;
  value: string;
  quoted: boolean;
  closed: boolean;
};

const MOST_WORDS = 10;
/** UTF-16 units of a query that are read. */
const LONGEST = 500;
const OPENING = '"“„«';

/** Reads a query as people write it. Never throws: what is not understood is left out and gets a hint. */
export function parseQuery(q: string): SearchQuery {
  const query: SearchQuery = {
    ...{
      words: [],
      without: [],
      from: [],
      withoutFrom: [],
      numbers: [],
      withoutNumbers: [],
      skus: [],
      withoutSkus: [],
    },
    ...{ kinds: [], withoutKinds: [], has: [], withoutHas: [], is: [], withoutIs: [] },
    ...{ before: null, after: null, hints: [] },
  };
  // Stored text is marked by control characters, which nobody types.
  const parts = splitQuery(cutQuery(q).replace(/\p{Cc}/gu, ' '));
  for (const part of parts) {
    const code = take(query, part);
    const { from, to } = part;
    if (code) query.hints.push({ code, from, to, word: q.slice(from, to) });
    else if (part.quoted && !part.closed) query.hints.push({ code: 'openQuote', from, to, word: q.slice(from, to) });
  }
  if (isBlank(query) && excludes(query)) query.hints.push({ code: 'onlyExcluded', from: 0, to: q.length, word: q });
  const { length } = cutQuery(q);
  if (length < q.length) query.hints.push({ code: 'tooLong', from: length, to: q.length, word: q.slice(length) });
  return query;
}

/** As much of a query as is read, without half a letter at its end. */
export function cutQuery(q: string): string {
  return q.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '');
}

/** Whether a query asks for nothing: it then finds nothing. */
export function isBlank(query: SearchQuery): boolean {
  const { words, from, numbers, skus, kinds, has, is, before, after } = query;
  return [words, from, numbers, skus, kinds, has, is].every((list) => list.length === 0) && !before && !after;
}

function excludes(query: SearchQuery): boolean {
  const { without, withoutFrom, withoutNumbers, withoutSkus, withoutKinds, withoutHas, withoutIs } = query;
  const lists = [without, withoutFrom, withoutNumbers, withoutSkus, withoutKinds, withoutHas, withoutIs];
  return lists.some((list) => list.length > 0);
}

/** The words of a query in their order. A word is an operator's only when there is such an operator: `10:30` is none. */
export function splitQuery(q: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < q.length) {
    if (/\s/.test(q.charAt(at))) at += 1;
    else {
      const part = readPart(q, at);
      parts.push(part);
      at = Math.max(part.to, at + 1);
    }
  }
  return parts;
}

function readPart(q: string, from: number): Part {
  const excluded = q.charAt(from) === '-' && /[^\s-]/.test(q.charAt(from + 1));
  let at = excluded ? from + 1 : from;
  const named = /^\p{L}+:/u.exec(q.slice(at, at + 20))?.[0];
  const operator = named === undefined ? null : operatorOf(named.slice(0, -1));
  if (operator && named) at += named.length;
  const frame = { from, operator, excluded };
  if (at < q.length && OPENING.includes(q.charAt(at))) {
    const end = Array.from(closingOf(q.charAt(at)))
      .map((sign) => q.indexOf(sign, at + 1))
      .filter((index) => index > 0);
    const closed = end.length > 0;
    const to = closed ? Math.min(...end) : q.length;
    return { ...frame, to: closed ? to + 1 : to, valueFrom: at + 1, value: q.slice(at + 1, to), quoted: true, closed };
  }
  const to = at + (/^\S*/.exec(q.slice(at))?.[0].length ?? 0);
  return { ...frame, to, valueFrom: at, value: q.slice(at, to), quoted: false, closed: true };
}

/** Marks of different shape are often mixed. Angles are not: between them stands what holds other marks. */
function closingOf(opening: string): string {
  return opening === '«' ? '»' : '"”“';
}

/** Adds what one word says. Gives why it could not. */
function take(query: SearchQuery, { operator, excluded, value }: Part): Hint['code'] | undefined {
  const folded = foldText(value);
  if (operator === null) return takeWord(query, folded, excluded);
  if (folded === '') return 'emptyValue';
  switch (operator) {
    case 'kind': {
      const kinds = readKind(folded);
      if (kinds === undefined) return 'unknownKind';
      (excluded ? query.withoutKinds : query.kinds).push(kinds);
      return undefined;
    }
    case 'has': {
      const has = readHas(folded);
      if (has === undefined) return 'unknownHas';
      (excluded ? query.withoutHas : query.has).push(has);
      return undefined;
    }
    case 'is': {
      const is = readIs(folded);
      if (is === undefined) return 'unknownIs';
      (excluded ? query.withoutIs : query.is).push(is);
      return undefined;
    }
    case 'before':
    case 'after': {
      if (excluded) return 'excludedDate';
      const day = readDay(folded);
      if (day === undefined) return 'badDate';
      query[operator] = day;
      return undefined;
    }
    case 'from':
      return takeText(excluded ? query.withoutFrom : query.from, folded);
    case 'number':
      return takeText(excluded ? query.withoutNumbers : query.numbers, folded);
    case 'sku':
      return takeText(excluded ? query.withoutSkus : query.skus, folded);
  }
}

/** What folds to nothing, as an accent alone does, says nothing. */
function takeWord(query: SearchQuery, folded: string, excluded: boolean): Hint['code'] | undefined {
  if (folded === '') return undefined;
  return takeText(excluded ? query.without : query.words, folded);
}

function takeText(list: string[], folded: string): Hint['code'] | undefined {
  if (list.includes(folded)) return undefined;
  if (list.length >= MOST_WORDS) return 'tooMany';
  list.push(folded);
  return undefined;
}

/** `2026`, `2026-01`, `2026-01-31`, `31-1-2026`, `today`, `yesterday`. */
function readDay(word: string): Day | undefined {
  if (word === 'today' || word === 'yesterday') return word;
  const [, year, month, day] = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(word) ?? [];
  if (year !== undefined) return dayOf(year, month, day);
  const [, lastDay, lastMonth, lastYear] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(word) ?? [];
  return lastYear === undefined ? undefined : dayOf(lastYear, lastMonth, lastDay);
}

function dayOf(year: string, month: string | undefined, day: string | undefined): Day | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  const isReal = date.getUTCMonth() === Number(month ?? 1) - 1 && date.getUTCDate() === Number(day ?? 1);
  if (!isReal || Number(year) < 1970) return undefined;
  return {
    year: Number(year),
    month: month === undefined ? null : Number(month),
    day: day === undefined ? null : Number(day),
  };
}
