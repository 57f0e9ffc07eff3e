/**
 * Text as searching compares it: without case, accents, invisible characters and differences of width, with single
 * blanks. The same on every machine, whatever its language: `STRASSE` = `straße`, `İ` = `ı` = `i`, `Σ` = `ς`, `Ø` = `o`,
 * `٣` = `3`.
 */
export function foldText(text: string): string {
  return foldLetters(text).replace(/\s+/g, ' ').trim();
}

/** Where `query` occurs in `text` after folding both: ranges of UTF-16 offsets in the text as given, in order, apart. */
export function findFolded(text: string, query: string): [from: number, to: number][] {
  const wanted = foldText(query);
  if (wanted === '') return [];
  const { folded, origins } = foldWithOrigins(text);
  const ranges: [number, number][] = [];
  let at = folded.indexOf(wanted);
  while (at !== -1) {
    const from = origins[at]?.from ?? 0;
    const to = origins[at + wanted.length - 1]?.to ?? text.length;
    const last = ranges.at(-1);
    // `ss` is found twice in `ßß`, but `s` only once in `ß`: two hits inside one character are one range.
    if (last === undefined || from >= last[1]) ranges.push([from, to]);
    at = folded.indexOf(wanted, at + wanted.length);
  }
  return ranges;
}

type Origin = { from: number; to: number };

/** What `foldText` gives and, for each of its UTF-16 units, the part of the text that it comes from. */
function foldWithOrigins(text: string): { folded: string; origins: Origin[] } {
  let folded = '';
  const origins: Origin[] = [];
  let blank: Origin | undefined;
  let offset = 0;
  for (const character of text) {
    const from = offset;
    offset += character.length;
    const letters = foldCharacter(character);
    if (letters === '') {
      // Accents and joiners belong to what stands before them.
      const before = blank ?? origins.at(-1);
      if (before) before.to = offset;
      continue;
    }
    for (const letter of letters) {
      if (/\s/.test(letter)) {
        if (blank) blank.to = offset;
        else if (origins.length > 0) blank = { from, to: offset };
        continue;
      }
      if (blank) {
        folded += ' ';
        origins.push(blank);
        blank = undefined;
      }
      folded += letter;
      const origin = { from, to: offset };
      origins.push(origin);
      if (letter.length > 1) origins.push(origin);
    }
  }
  return { folded, origins };
}

function foldCharacter(character: string): string {
  return character < '\u0080' ? character.toLowerCase() : foldLetters(character);
}

/**
 * By way of capitals: only so `ß` becomes `ss`. (`ẞ` is its own capital, so small letters come first.) Only the small
 * sigma depends on where it stands.
 */
function foldLetters(text: string): string {
  return strip(strip(text).toLowerCase().toUpperCase().toLowerCase())
    .replace(unusual, (letter) => plain[letter] ?? letter)
    .replace(digits, plainDigit);
}

function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero).toString();
}

/** Letters that are another letter with a stroke, or two in one: no normal form takes them apart. */
const plain: Record<string, string> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ŧ: 't', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i', ς: 'σ' },
  // The line that makes an Arabic word longer.
  '\u0640': '',
};
const unusual = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');

/** Digits of all scripts count as the same: each script has its ten in a row. */
const digits = /(?![0-9])\p{Nd}/gu;

/** Marks go first: a normal form puts them in order, and with a long row of them that takes for ever. */
function strip(letters: string): string {
  return letters.replace(marks, '').normalize('NFKD').replace(marks, '');
}

const marks = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;
