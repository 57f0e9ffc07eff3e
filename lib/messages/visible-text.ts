/** Characters that look like nothing: fillers of several scripts, and the mark that joins graphemes. */
const blank = new Set('\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0');

/** Whether a text has anything to see: spaces, zero-width and direction characters alone do not count. */
export function isVisibleText(text: string | null): text is string {
  if (text === null) return false;
  for (const character of text) if (!blank.has(character) && /[^\s\p{Cf}\p{Cc}]/u.test(character)) return true;
  return false;
}
