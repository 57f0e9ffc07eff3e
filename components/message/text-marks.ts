/** A piece of a WhatsApp text: plain words, or words under a mark. */
export type MarkedText =
  { mark: null; text: string } | { mark: 'code'; text: string } | { mark: Emphasis; parts: MarkedText[] };

type Emphasis = 'bold' | 'italic' | 'strike';

const emphases: { sign: string; mark: Emphasis }[] = [
  { sign: '*', mark: 'bold' },
  { sign: '_', mark: 'italic' },
  { sign: '~', mark: 'strike' },
];

/** Reads WhatsApp's marks (`*bold*`, `_italic_`, `~struck~`, `` `code` ``) as WhatsApp does; all else stays as typed. */
export function readTextMarks(text: string): MarkedText[] {
  return readMarks(text, emphases);
}

function readMarks(text: string, allowed: typeof emphases): MarkedText[] {
  const parts: MarkedText[] = [];
  const line: Line = { end: -1, unclosed: new Set() };
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const found = readCode(text, at) ?? readEmphasis(text, at, allowed, line);
    if (found === null) {
      at += 1;
      continue;
    }
    if (at > plainFrom) parts.push({ mark: null, text: text.slice(plainFrom, at) });
    parts.push(found.part);
    at = found.end;
    plainFrom = at;
  }
  if (plainFrom < text.length) parts.push({ mark: null, text: text.slice(plainFrom) });
  return parts;
}

type FoundPart = { part: MarkedText; end: number } | null;

function readCode(text: string, at: number): FoundPart {
  if (text[at] !== '`') return null;
  const fence = text.startsWith('```', at) ? '```' : '`';
  const end = text.indexOf(fence, at + fence.length);
  const code = end < 0 ? '' : text.slice(at + fence.length, end);
  if (code.trim() === '' || (fence === '`' && code.includes('\n'))) return null;
  return { part: { mark: 'code', text: fence === '`' ? code : code.replace(/^\n|\n$/g, '') }, end: end + fence.length };
}

/** The line that is read: where it ends, and the signs that nothing closes any more on it, so that none is looked for twice. */
type Line = { end: number; unclosed: Set<string> };

/** A mark opens before a word and closes after one, on the same line; inside a word it is only a character. */
function readEmphasis(text: string, at: number, allowed: typeof emphases, line: Line): FoundPart {
  const emphasis = allowed.find(({ sign }) => sign === text[at]);
  if (emphasis === undefined || isWordCharacter(text[at - 1]) || isSpace(text[at + 1])) return null;
  const { sign } = emphasis;
  if (at > line.end) {
    const end = text.indexOf('\n', at);
    line.end = end < 0 ? text.length : end;
    line.unclosed.clear();
  }
  if (line.unclosed.has(sign)) return null;
  for (let end = text.indexOf(sign, at + 2); end > 0 && end < line.end; end = text.indexOf(sign, end + 1)) {
    if (isSpace(text[end - 1]) || isWordCharacter(text[end + 1])) continue;
    const inside = allowed.filter((other) => other !== emphasis);
    return { part: { mark: emphasis.mark, parts: readMarks(text.slice(at + 1, end), inside) }, end: end + 1 };
  }
  line.unclosed.add(sign);
  return null;
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
