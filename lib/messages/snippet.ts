import { findFolded } from './fold-text';

export type Snippet = {
  text: string;
  /** UTF-16 offsets in `text` of what was found. */
  ranges: [from: number, to: number][];
};

/** UTF-16 units of a snippet, ellipses not counted. */
const width = 120;

/** How far into a piece hits are looked for: nobody writes more, and comparing goes letter by letter. */
const depth = 20_000;

/**
 * The part of a message round the first hit, on one line, from the piece that holds most of the words; the beginning of
 * the first piece when nothing is found.
 */
export function snippetOf(pieces: readonly string[], words: readonly string[]): Snippet {
  const lines = pieces.map((piece) => piece.slice(0, depth).replace(/\s+/g, ' ').trim()).filter((line) => line !== '');
  let best: { line: string; found: number; hits: [number, number][] } = { line: lines[0] ?? '', found: 0, hits: [] };
  for (const line of lines) {
    const each = words.map((word) => findFolded(line, word)).filter((hits) => hits.length > 0);
    if (each.length > best.found) best = { line, found: each.length, hits: joined(each.flat()) };
    if (each.length === words.length) break;
  }
  return windowRound(best.line, best.hits, best.hits[0] ?? [0, 0]);
}

/** Ranges in order and apart. */
function joined(ranges: [number, number][]): [number, number][] {
  const apart: [number, number][] = [];
  for (const [from, to] of ranges.sort((one, other) => one[0] - other[0])) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

function windowRound(line: string, hits: [number, number][], [hitFrom, hitTo]: [number, number]): Snippet {
  const room = Math.max(0, width - (hitTo - hitFrom));
  const wantedFrom = Math.max(0, Math.min(hitFrom - Math.floor(room / 2), line.length - width));
  const from = boundaryAtOrAfter(line, wantedFrom, hitFrom);
  const to = boundaryAtOrBefore(line, Math.min(line.length, Math.max(from + width, Math.min(hitTo, from + 2 * width))));
  const lead = from > 0 ? '…' : '';
  const shift = lead.length - from;
  return {
    text: `${lead}${line.slice(from, to).replace(/\p{Surrogate}/gu, '\uFFFD')}${to < line.length ? '…' : ''}`,
    ranges: hits
      .filter(([start, end]) => start < to && end > from)
      .map(([start, end]) => [Math.max(start, from) + shift, Math.min(end, to) + shift]),
  };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How far to look for the border of a grapheme before cutting through it; a family emoji has eleven units. */
const reach = 40;

function boundaryAtOrBefore(line: string, offset: number): number {
  if (offset >= line.length) return line.length;
  const start = Math.max(0, offset - reach);
  let found = offset;
  for (const { index } of graphemes.segment(line.slice(start, offset + reach))) {
    if (start + index <= offset) found = start + index;
  }
  return found > start ? found : offset;
}

function boundaryAtOrAfter(line: string, offset: number, limit: number): number {
  if (offset <= 0) return 0;
  const start = Math.max(0, offset - reach);
  for (const { index } of graphemes.segment(line.slice(start, limit + 1))) {
    if (start + index >= offset) return Math.min(start + index, limit);
  }
  return limit;
}
