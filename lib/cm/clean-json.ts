import { isJsonObject, type Json, type JsonObject } from './json';

/**
 * JSON whose strings every database and browser takes: U+0000 reads as U+2400 and a lone surrogate as U+FFFD, in names
 * and in values. A name such as `__proto__` stays an ordinary member.
 */
export function cleanJson(value: Json): Json {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  return isJsonObject(value) ? cleanJsonObject(value) : value;
}

/** The same of an object. */
export function cleanJsonObject(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [cleanText(key), cleanJson(value)]));
}

function cleanText(text: string): string {
  return text.replaceAll('\u0000', '\u2400').replace(/\p{Surrogate}/gu, '\uFFFD');
}
