import type { Json } from './json';

/** Deeper JSON is no message, and would overflow the stack of whatever walks through it. */
const maxDepth = 64;

export type ParsedJson = { ok: true; value: Json } | { ok: false; reason: 'not-json' | 'too-deep' };

/** JSON of at most 64 levels of lists and objects, as sent. Never throws. */
export function parseJson(text: string): ParsedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not-json' };
  }
  return isShallow(value) ? { ok: true, value } : { ok: false, reason: 'too-deep' };
}

/** What `JSON.parse` gives is JSON; what is left to ask is how deep it goes. Level by level, for recursion would overflow. */
function isShallow(value: unknown): value is Json {
  let level = isContainer(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) return false;
    const deeper: object[] = [];
    for (const container of level) {
      const items: unknown[] = Array.isArray(container) ? container : Object.values(container);
      for (const item of items) if (isContainer(item)) deeper.push(item);
    }
    level = deeper;
  }
  return true;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
