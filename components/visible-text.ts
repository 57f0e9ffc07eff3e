/** Whether a text has anything to see: spaces, zero-width and direction characters alone do not count. */
export function isVisibleText(text: string | null): text is string {
  return text !== null && /[^\s\p{Cf}\p{Cc}\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0]/u.test(text);
}
