import { unpackBeginning } from './unpack';

/** Longer words are no references. */
const LONGEST = 1000;
/** Hashing so many takes some 200 ms. A list of 3,000 messages, as large as a delivery may be, has 11,000. */
const MOST = 20_000;
/** How often a text may be escaped in each of the ways: JSON in a string of JSON, for example. */
const MOST_LAYERS = 2;

/**
 * The words of a body that nobody can read, in each of which a reference could stand: what lies between quotes, angle
 * brackets or blanks. The bytes are taken for UTF-8, UTF-16 and Latin-1, packed or not; a word counts as it stands and
 * without the escapes of JSON, XML and addresses. At most 20,000, from the beginning on.
 */
export function wordsOf(body: Uint8Array, contentEncoding: string | null): Set<string> {
  const words = new Set<string>();
  const unpacked = unpackBeginning(body, contentEncoding);
  for (const bytes of unpacked === body ? [body] : [unpacked, body]) {
    for (const text of textsOf(bytes)) addLayers(words, text);
  }
  return words;
}

function textsOf(bytes: Uint8Array): string[] {
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return [
    utf8,
    ...(utf8.includes('\uFFFD') ? [new TextDecoder('windows-1252').decode(bytes)] : []),
    ...(bytes.includes(0)
      ? [
          new TextDecoder('utf-16le').decode(bytes),
          new TextDecoder('utf-16be').decode(bytes),
          // Whatever the width of its characters and wherever the first one begins.
          new TextDecoder('utf-8').decode(bytes.filter((byte) => byte !== 0)),
        ]
      : []),
  ];
}

function addLayers(words: Set<string>, text: string): void {
  addWords(words, text);
  let layer = text;
  for (let layers = 0; layers < MOST_LAYERS; layers += 1) {
    const before = layer;
    for (const unescape of [withoutJsonEscapes, withoutXmlEscapes, withoutPercents]) {
      const plain = unescape(layer);
      if (plain !== layer) addWords(words, plain);
      layer = plain;
    }
    if (layer === before) return;
  }
}

function addWords(words: Set<string>, text: string): void {
  for (const [said] of text.matchAll(/[^"<>\p{Cc}]+/gu)) {
    if (words.size >= MOST) return;
    add(words, said.trim());
  }
  for (const [word] of text.matchAll(/[^\s"'<>,;&()[\]{}|\\`\p{Cc}]+/gu)) {
    if (words.size >= MOST) return;
    if (word.length > LONGEST) continue;
    const bare = withoutStops(word);
    add(words, word);
    add(words, bare);
    // `reference=X` and `reference:X`.
    const sign = bare.search(/[=:]/);
    if (sign !== -1) add(words, bare.slice(sign + 1));
  }
}

function add(words: Set<string>, word: string): void {
  if (word !== '' && word.length <= LONGEST) words.add(word);
}

function withoutStops(word: string): string {
  let end = word.length;
  while (end > 0 && '.:!?'.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function withoutJsonEscapes(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_escape, code: string | undefined, sign: string | undefined) =>
    code === undefined ? (ESCAPED[sign ?? ''] ?? sign ?? '') : String.fromCharCode(parseInt(code, 16)),
  );
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutXmlEscapes(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (escape, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? escape;
    const code = typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
  });
}

function withoutPercents(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) =>
    new TextDecoder('utf-8').decode(Buffer.from(escaped.replaceAll('%', ''), 'hex')),
  );
}
